import type { SubscriptionView, UserView } from '../../context.ts';
import { moment, named_, view, views } from './dictionaries.ts';

export const subscription = view('ISubscription', {
  'string Id': named_.Id,
  'string Name': named_.Name,
  'string Key': (self: SubscriptionView) => self.Key,
  'string PrimaryKey': (self: SubscriptionView) => self.PrimaryKey,
  'string SecondaryKey': (self: SubscriptionView) => self.SecondaryKey,
  'DateTime CreatedDate': (self: SubscriptionView) => moment(self.CreatedDate),
  'DateTime? StartDate': (self: SubscriptionView) => moment(self.StartDate),
  'DateTime? EndDate': (self: SubscriptionView) => moment(self.EndDate),
});

export const user = view('IUser', {
  'string Id': named_.Id,
  'string Email': (self: UserView) => self.Email,
  'string FirstName': (self: UserView) => self.FirstName,
  'string LastName': (self: UserView) => self.LastName,
  'string Note': (self: UserView) => self.Note,
  'DateTime RegistrationDate': (self: UserView) => moment(self.RegistrationDate),
  'IEnumerable<IGroup> Groups': (self: UserView) => views(self.Groups, 'IGroup'),
  'IEnumerable<IUserIdentity> Identities': (self: UserView) => views(self.Identities, 'IUserIdentity'),
});
