import { authenticationBasic } from './authentication/basic.ts';
import { authenticationCertificate } from './authentication/certificate.ts';
import { authenticationManagedIdentity } from './authentication/managed-identity.ts';
import { base } from './base.ts';
import { choose } from './choose.ts';
import { cors } from './cors/cors.ts';
import { includeFragment } from './include-fragment.ts';
import { validateAzureAdToken } from './jwt/validate-azure-ad-token.ts';
import { validateJwt } from './jwt/validate-jwt.ts';
import { rateLimitByKey } from './rate-limit/rate-limit-by-key.ts';
import { returnResponse } from './return-response/return-response.ts';
import { forwardRequest } from './send/forward-request.ts';
import { setBody } from './set-body/set-body.ts';
import { setHeader } from './set-header/set-header.ts';
import { setMethod } from './set-method.ts';
import { setQueryParameter } from './set-query-parameter.ts';
import { setStatus } from './set-status.ts';
import { setVariable } from './set-variable.ts';
import type { StatementDefinition } from './statement.ts';
import { trace } from './trace.ts';

/** Every statement that the gateway runs, by its name. A new one is a file and a line here. */
export const STATEMENTS: ReadonlyMap<string, StatementDefinition> = new Map(
  [
    authenticationBasic,
    authenticationCertificate,
    authenticationManagedIdentity,
    base,
    choose,
    cors,
    forwardRequest,
    includeFragment,
    rateLimitByKey,
    returnResponse,
    setBody,
    setHeader,
    setMethod,
    setQueryParameter,
    setStatus,
    setVariable,
    trace,
    validateAzureAdToken,
    validateJwt,
  ].map((definition) => [definition.name, definition]),
);
