// Evaluates the expressions of vectors/*.txt with real .NET and writes what they gave to the golden file.
// Run: dotnet run --project test/apim/expression/oracle -- test/apim/expression/oracle/vectors test/apim/expression/oracle/vectors.golden.json
using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

public static class Program
{
    private const string Usings = @"
using System; using System.Collections; using System.Collections.Generic; using System.Globalization; using System.IO; using System.Linq;
using System.Net; using System.Security.Cryptography; using System.Security.Cryptography.X509Certificates; using System.Text;
using System.Text.RegularExpressions; using System.Xml.Linq; using Newtonsoft.Json; using Newtonsoft.Json.Linq;
using XmlDocument = System.Xml.XmlDocument; using XmlElement = System.Xml.XmlElement; using XmlException = System.Xml.XmlException; using XmlNamespaceManager = System.Xml.XmlNamespaceManager;
using XmlNode = System.Xml.XmlNode; using XmlNodeList = System.Xml.XmlNodeList; using XmlNodeType = System.Xml.XmlNodeType; using XmlReader = System.Xml.XmlReader;
";

    public static int Main(string[] args)
    {
        CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var vectors = Directory.GetFiles(args[0], "*.txt").OrderBy(path => path, StringComparer.Ordinal)
            .SelectMany(path => File.ReadAllLines(path).Where(line => line.Trim() != "" && !line.StartsWith("#"))
                .Select(line => (File: Path.GetFileNameWithoutExtension(path), Source: line))).ToList();
        var invalid = new Dictionary<int, string>();
        var assembly = Compile(vectors.Select(v => v.Source).ToList(), invalid);
        var lines = new List<string>();
        for (var i = 0; i < vectors.Count; i++)
        {
            var golden = new JObject { ["file"] = vectors[i].File, ["source"] = vectors[i].Source };
            if (invalid.TryGetValue(i, out var code)) golden["invalid"] = code;
            else Evaluate(assembly.GetType("V" + i).GetMethod("Run"), golden);
            lines.Add(golden.ToString(Formatting.None));
        }
        File.WriteAllText(args[1], "[\n" + string.Join(",\n", lines) + "\n]\n");
        Console.WriteLine(vectors.Count + " vectors, " + invalid.Count + " that do not compile");
        return 0;
    }

    private static void Evaluate(MethodInfo method, JObject golden)
    {
        try
        {
            golden["value"] = Describe(method.Invoke(null, new object[] { Stub.Context() }), 0);
        }
        catch (TargetInvocationException error)
        {
            golden["throws"] = error.InnerException.GetType().Name;
        }
        catch (Exception error)
        {
            golden["throws"] = error.GetType().Name;
        }
    }

    /// One class a vector; those with errors are taken out until the rest compiles.
    private static Assembly Compile(List<string> sources, Dictionary<int, string> invalid)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)).ToList<MetadataReference>();
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp7_3);
        while (true)
        {
            var trees = sources.Select((source, i) => (source, i)).Where(item => !invalid.ContainsKey(item.i))
                .Select(item => CSharpSyntaxTree.ParseText(Usings + "public static class V" + item.i + " { public static object Run(IProxyRequestContext context) {" +
                    (item.source.StartsWith("{") ? item.source.Substring(1, item.source.Length - 2) : "object result = " + item.source + "; return result;") + "} }", options, path: item.i.ToString())).ToList();
            var compilation = CSharpCompilation.Create("vectors" + invalid.Count, trees, references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
            using var stream = new MemoryStream();
            var result = compilation.Emit(stream);
            if (result.Success) return Assembly.Load(stream.ToArray());
            foreach (var error in result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)) invalid[int.Parse(error.Location.SourceTree.FilePath)] = error.Id;
        }
    }

    /// The type and value as one text; test/apim/expression/describe.ts writes the same.
    public static string Describe(object value, int depth)
    {
        switch (value)
        {
            case null: return "null";
            case string text: return "string " + JsonConvert.ToString(text);
            case bool flag: return flag ? "bool True" : "bool False";
            case char c: return "char " + JsonConvert.ToString(c.ToString());
            case DateTime date: return "DateTime " + date.ToString("o");
            case DateTimeOffset date: return "DateTimeOffset " + date.ToString("o");
            case byte[] bytes: return "byte[] " + Convert.ToHexString(bytes);
            case JProperty property: return "JProperty " + property.ToString(Formatting.None);
            case JToken token: return (token is JValue ? "JValue " + token.Type + " " : token.GetType().Name + " ") + token.ToString(Formatting.None);
            case System.Xml.Linq.XObject node: return node.GetType().Name + " " + node.ToString();
            case Enum label: return label.GetType().Name + " " + label;
        }
        var type = value.GetType();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>))
            return "pair " + Describe(type.GetProperty("Key").GetValue(value), depth + 1) + " = " + Describe(type.GetProperty("Value").GetValue(value), depth + 1);
        if (type.IsPrimitive || value is decimal) return Names[type] + " " + ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture);
        if (value is System.Collections.IEnumerable items && depth < 4)
            return (type.IsArray ? "array" : type.Name == "List`1" ? "List" : "items") + " [" + string.Join(", ", items.Cast<object>().Select(item => Describe(item, depth + 1))) + "]";
        return type.Name.Split('`')[0].Replace("<>f__AnonymousType", "anonymous").TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') + " " + value;
    }

    private static readonly Dictionary<Type, string> Names = new Dictionary<Type, string>
    {
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(double)] = "double", [typeof(float)] = "float", [typeof(decimal)] = "decimal", [typeof(byte)] = "byte",
        [typeof(sbyte)] = "sbyte", [typeof(short)] = "short", [typeof(ushort)] = "ushort", [typeof(uint)] = "uint", [typeof(ulong)] = "ulong",
    };
}
