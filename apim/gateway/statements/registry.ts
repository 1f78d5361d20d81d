import { getAuthorizationContext } from './authentication/authorization-context.ts';
import { authenticationBasic } from './authentication/basic.ts';
import { authenticationCertificate } from './authentication/certificate.ts';
import { authenticationManagedIdentity } from './authentication/managed-identity.ts';
import { validateClientCertificate } from './authentication/validate-client-certificate.ts';
import { base } from './base.ts';
import { cacheLookup } from './cache/cache-lookup.ts';
import { cacheStore } from './cache/cache-store.ts';
import { cacheValue } from './cache/cache-value.ts';
import { cacheLookupValue, cacheRemoveValue, cacheStoreValue } from './cache/cache-values.ts';
import { checkHeader } from './check-header.ts';
import { choose } from './choose.ts';
import { cors } from './cors/cors.ts';
import { invokeDaprBinding } from './dapr/invoke-dapr-binding.ts';
import { publishToDapr } from './dapr/publish-to-dapr.ts';
import { emitMetric } from './emit-metric.ts';
import { includeFragment } from './include-fragment.ts';
import { ipFilter } from './ip-filter/ip-filter.ts';
import { validateAzureAdToken } from './jwt/validate-azure-ad-token.ts';
import { validateJwt } from './jwt/validate-jwt.ts';
import { limitConcurrency } from './limit-concurrency.ts';
import { logToEventhub } from './log-to-eventhub.ts';
import { jsonToXmlStatement, xmlToJsonStatement } from './message/conversions.ts';
import { crossDomain } from './message/cross-domain.ts';
import { findAndReplace } from './message/find-and-replace.ts';
import { jsonp } from './message/jsonp.ts';
import { mockResponse } from './message/mock-response.ts';
import { redirectContentUrls } from './message/redirect-content-urls.ts';
import { proxy } from './proxy.ts';
import { quota } from './quota/quota.ts';
import { quotaByKey } from './quota/quota-by-key.ts';
import { rateLimit } from './rate-limit/rate-limit.ts';
import { rateLimitByKey } from './rate-limit/rate-limit-by-key.ts';
import { retry } from './retry/retry.ts';
import { returnResponse } from './return-response/return-response.ts';
import { rewriteUriStatement } from './rewrite-uri/rewrite-uri.ts';
import { forwardRequest } from './send/forward-request.ts';
import { sendOneWayRequest } from './send/send-one-way-request.ts';
import { sendRequest } from './send/send-request.ts';
import { sendServiceBusMessage } from './send/send-service-bus-message.ts';
import { setBackendService } from './set-backend-service.ts';
import { setBody } from './set-body/set-body.ts';
import { setHeader } from './set-header/set-header.ts';
import { setMethod } from './set-method.ts';
import { setQueryParameter } from './set-query-parameter.ts';
import { setStatus } from './set-status.ts';
import { setVariable } from './set-variable.ts';
import type { StatementDefinition } from './statement.ts';
import { trace } from './trace.ts';
import { validateContent } from './validate/validate-content.ts';
import { validateHeaders } from './validate/validate-headers.ts';
import { validateODataRequest } from './validate/validate-odata-request.ts';
import { validateParameters } from './validate/validate-parameters.ts';
import { validateStatusCode } from './validate/validate-status-code.ts';
import { validateGraphQLRequest } from './validate-graphql-request/validate-graphql-request.ts';
import { wait } from './wait.ts';
import { xslTransform } from './xsl-transform/xsl-transform.ts';

/** Every statement that the gateway runs, by its name. A new one is a file and a line here. */
export const STATEMENTS: ReadonlyMap<string, StatementDefinition> = new Map(
  [
    authenticationBasic,
    authenticationCertificate,
    authenticationManagedIdentity,
    base,
    cacheLookup,
    cacheLookupValue,
    cacheRemoveValue,
    cacheStore,
    cacheStoreValue,
    cacheValue,
    checkHeader,
    choose,
    cors,
    crossDomain,
    emitMetric,
    findAndReplace,
    forwardRequest,
    getAuthorizationContext,
    includeFragment,
    invokeDaprBinding,
    ipFilter,
    jsonp,
    jsonToXmlStatement,
    limitConcurrency,
    logToEventhub,
    mockResponse,
    proxy,
    publishToDapr,
    quota,
    quotaByKey,
    rateLimit,
    rateLimitByKey,
    redirectContentUrls,
    retry,
    returnResponse,
    rewriteUriStatement,
    sendOneWayRequest,
    sendRequest,
    sendServiceBusMessage,
    setBackendService,
    setBody,
    setHeader,
    setMethod,
    setQueryParameter,
    setStatus,
    setVariable,
    trace,
    validateAzureAdToken,
    validateClientCertificate,
    validateContent,
    validateGraphQLRequest,
    validateHeaders,
    validateJwt,
    validateODataRequest,
    validateParameters,
    validateStatusCode,
    wait,
    xmlToJsonStatement,
    xslTransform,
  ].map((definition) => [definition.name, definition]),
);
