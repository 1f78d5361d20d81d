// The stub context: the same values as test/apim/expression/stub-context.ts. Only the members that vectors use.
using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Xml.Linq;
using Newtonsoft.Json.Linq;

public interface IProxyRequestContext
{
    IApi Api { get; }
    ILastError LastError { get; }
    IOperation Operation { get; }
    IRequest Request { get; }
    IResponse Response { get; }
    Guid RequestId { get; }
    DateTime Timestamp { get; }
    TimeSpan Elapsed { get; }
    bool Tracing { get; }
    IUser User { get; }
    IReadOnlyDictionary<string, object> Variables { get; }
}
public interface IApi { string Id { get; } string Name { get; } string Path { get; } string Version { get; } bool IsCurrentRevision { get; } IUrl ServiceUrl { get; } }
public interface ILastError { string Source { get; } string Reason { get; } string Message { get; } }
public interface IOperation { string Id { get; } string Method { get; } string Name { get; } string UrlTemplate { get; } }
public interface IGroup { string Id { get; } string Name { get; } }
public interface IUser { string Id { get; } string Email { get; } IEnumerable<IGroup> Groups { get; } }
public interface IUrl { string Scheme { get; } string Host { get; } int Port { get; } string Path { get; } string QueryString { get; } IReadOnlyDictionary<string, string[]> Query { get; } }
public interface IMessageBody { T As<T>(bool preserveContent = false); }
public interface IRequest
{
    IMessageBody Body { get; }
    IReadOnlyDictionary<string, string[]> Headers { get; }
    IReadOnlyDictionary<string, string> MatchedParameters { get; }
    string IpAddress { get; }
    string Method { get; }
    IUrl OriginalUrl { get; }
    IUrl Url { get; }
}
public interface IResponse { IMessageBody Body { get; } IReadOnlyDictionary<string, string[]> Headers { get; } int StatusCode { get; } string StatusReason { get; } }

public static class ContextExtensions
{
    public static string GetValueOrDefault(this IReadOnlyDictionary<string, string[]> values, string headerName) => values.GetValueOrDefault(headerName, (string)null);
    public static string GetValueOrDefault(this IReadOnlyDictionary<string, string[]> values, string headerName, string defaultValue) => values.TryGetValue(headerName, out var found) ? string.Join(",", found) : defaultValue;
    public static T GetValueOrDefault<T>(this IReadOnlyDictionary<string, object> values, string variableName) => values.TryGetValue(variableName, out var found) ? (T)found : default(T);
    public static T GetValueOrDefault<T>(this IReadOnlyDictionary<string, object> values, string variableName, T defaultValue) => values.TryGetValue(variableName, out var found) ? (T)found : defaultValue;
}

public static class Stub
{
    public const string Text = "{\"name\":\"Ada\",\"age\":36,\"score\":9.5,\"tags\":[\"a\",\"b\"],\"address\":{\"city\":\"Oslo\",\"zip\":null},\"active\":true,\"born\":\"2020-01-02T03:04:05Z\"}";

    public static IProxyRequestContext Context() => new ContextStub();

    private sealed class Body : IMessageBody
    {
        public T As<T>(bool preserveContent = false)
        {
            if (typeof(T) == typeof(string)) return (T)(object)Text;
            if (typeof(T) == typeof(byte[])) return (T)(object)Encoding.UTF8.GetBytes(Text);
            if (typeof(T) == typeof(JArray)) return (T)(object)JArray.Parse(Text);
            if (typeof(T) == typeof(XDocument)) return (T)(object)XDocument.Parse(Text);
            return (T)(object)JToken.Parse(Text);
        }
    }

    private sealed class Url : IUrl
    {
        public string Scheme => "https"; public string Host => "api.contoso.com"; public int Port => 443; public string Path => "/orders/42"; public string QueryString => "?a=1&b=2&b=3";
        public IReadOnlyDictionary<string, string[]> Query { get; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase) { ["a"] = new[] { "1" }, ["b"] = new[] { "2", "3" } };
    }
    private sealed class Request : IRequest
    {
        public IMessageBody Body { get; } = new Body();
        public IReadOnlyDictionary<string, string[]> Headers { get; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase)
        {
            ["Accept"] = new[] { "text/html", "application/json" }, ["X-Id"] = new[] { "7" }, ["Authorization"] = new[] { "Basic YWRhOnNlY3JldDp4" },
        };
        public IReadOnlyDictionary<string, string> MatchedParameters { get; } = new Dictionary<string, string> { ["id"] = "42" };
        public string IpAddress => "10.1.2.3"; public string Method => "POST"; public IUrl OriginalUrl { get; } = new Url(); public IUrl Url { get; } = new Url();
    }
    private sealed class Response : IResponse
    {
        public IMessageBody Body { get; } = new Body(); public int StatusCode => 200; public string StatusReason => "OK";
        public IReadOnlyDictionary<string, string[]> Headers { get; } = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase) { ["Content-Type"] = new[] { "application/json" } };
    }
    private sealed class Api : IApi { public string Id => "orders-api"; public string Name => "Orders"; public string Path => "orders"; public string Version => null; public bool IsCurrentRevision => true; public IUrl ServiceUrl { get; } = new Url(); }
    private sealed class Operation : IOperation { public string Id => "get-order"; public string Method => "GET"; public string Name => "Get order"; public string UrlTemplate => "/orders/{id}"; }
    private sealed class Group : IGroup { public string Id { get; set; } public string Name { get; set; } }
    private sealed class User : IUser { public string Id => "u1"; public string Email => "ada@contoso.com"; public IEnumerable<IGroup> Groups { get; } = new[] { new Group { Id = "g1", Name = "Developers" }, new Group { Id = "g2", Name = "Admins" } }; }
    private sealed class ContextStub : IProxyRequestContext
    {
        public IApi Api { get; } = new Api(); public ILastError LastError => null; public IOperation Operation { get; } = new Operation(); public IRequest Request { get; } = new Request(); public IResponse Response { get; } = new Response();
        public Guid RequestId => Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"); public DateTime Timestamp => new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc); public TimeSpan Elapsed => TimeSpan.FromMilliseconds(1500); public bool Tracing => false; public IUser User { get; } = new User();
        public IReadOnlyDictionary<string, object> Variables { get; } = new Dictionary<string, object>
        {
            ["text"] = "hello", ["number"] = 5, ["long"] = 5L, ["flag"] = true, ["double"] = 2.5, ["decimal"] = 1.10m, ["null"] = null, ["json"] = JObject.Parse(Text), ["bytes"] = new byte[] { 1, 2, 255 }, ["date"] = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), ["guid"] = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"), ["response"] = new Response(), ["list"] = new List<string> { "x", "y" },
        };
    }
}
