/** The reasons of validate-jwt in `context.LastError.Reason` (api-management-error-handling-policies, "Predefined errors"). */
export type JwtFaultReason =
  | 'JwtInvalid'
  | 'TokenAudienceNotAllowed'
  | 'TokenClaimNotFound'
  | 'TokenClaimValueNotAllowed'
  | 'TokenExpired'
  | 'TokenIssuerNotAllowed'
  | 'TokenNotPresent'
  | 'TokenSignatureInvalid'
  | 'TokenSignatureKeyNotFound';

/**
 * A token that is refused. The messages with IDX numbers are those of Microsoft.IdentityModel, which API Management
 * passes on, without the values of the token that the library hides as well.
 */
export class JwtFault extends Error {
  override readonly name = 'JwtFault';
  readonly reason: JwtFaultReason;

  constructor(reason: JwtFaultReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
