// @bun
import {
  readCommandLine,
  needsShell
} from "./s2.js";
import {
  IN_TESTS
} from "./s12.js";
import {
  runProcess
} from "./s236.js";
import {
  plainOutput,
  readTestOutput,
  namesOfSeveral,
  maskOfProject,
  keptOutput
} from "./s177.js";
import {
  readPlainText
} from "./s27.js";
import {
  fittingText,
  putObject,
  objectText2
} from "./s121.js";
import {
  projectTree
} from "./s247.js";
import {
  testRecordOf,
  baselineRecords,
  writtenSince
} from "./s119.js";
import {
  __commonJS
} from "./s281.js";
import {
  _lte,
  _gte,
  string,
  number2,
  int,
  boolean,
  array,
  object,
  union,
  _enum,
  optional,
  nullable,
  nullish
} from "./s1.js";
import {
  titleOf3,
  testOfLine,
  isTestNamed,
  NOT_LOADED
} from "./s24.js";
import {
  projectPath
} from "./s18.js";

// node_modules/@xmldom/xmldom/lib/conventions.js
var require_conventions = __commonJS(function(exports) {
  function find(list, predicate, ac) {
    if (ac === undefined) {
      ac = Array.prototype;
    }
    if (list && typeof ac.find === "function") {
      return ac.find.call(list, predicate);
    }
    for (var i = 0;i < list.length; i++) {
      if (hasOwn(list, i)) {
        var item = list[i];
        if (predicate.call(undefined, item, i, list)) {
          return item;
        }
      }
    }
  }
  function freeze(object, oc) {
    if (oc === undefined) {
      oc = Object;
    }
    if (oc && typeof oc.getOwnPropertyDescriptors === "function") {
      object = oc.create(null, oc.getOwnPropertyDescriptors(object));
    }
    return oc && typeof oc.freeze === "function" ? oc.freeze(object) : object;
  }
  function hasOwn(object, key) {
    return Object.prototype.hasOwnProperty.call(object, key);
  }
  function assign(target, source) {
    if (target === null || typeof target !== "object") {
      throw new TypeError("target is not an object");
    }
    for (var key in source) {
      if (hasOwn(source, key)) {
        target[key] = source[key];
      }
    }
    return target;
  }
  var HTML_BOOLEAN_ATTRIBUTES = freeze({
    allowfullscreen: true,
    async: true,
    autofocus: true,
    autoplay: true,
    checked: true,
    controls: true,
    default: true,
    defer: true,
    disabled: true,
    formnovalidate: true,
    hidden: true,
    ismap: true,
    itemscope: true,
    loop: true,
    multiple: true,
    muted: true,
    nomodule: true,
    novalidate: true,
    open: true,
    playsinline: true,
    readonly: true,
    required: true,
    reversed: true,
    selected: true
  });
  function isHTMLBooleanAttribute(name) {
    return hasOwn(HTML_BOOLEAN_ATTRIBUTES, name.toLowerCase());
  }
  var HTML_VOID_ELEMENTS = freeze({
    area: true,
    base: true,
    br: true,
    col: true,
    embed: true,
    hr: true,
    img: true,
    input: true,
    link: true,
    meta: true,
    param: true,
    source: true,
    track: true,
    wbr: true
  });
  function isHTMLVoidElement(tagName) {
    return hasOwn(HTML_VOID_ELEMENTS, tagName.toLowerCase());
  }
  var HTML_RAW_TEXT_ELEMENTS = freeze({
    script: false,
    style: false,
    textarea: true,
    title: true
  });
  function isHTMLRawTextElement(tagName) {
    var key = tagName.toLowerCase();
    return hasOwn(HTML_RAW_TEXT_ELEMENTS, key) && !HTML_RAW_TEXT_ELEMENTS[key];
  }
  function isHTMLEscapableRawTextElement(tagName) {
    var key = tagName.toLowerCase();
    return hasOwn(HTML_RAW_TEXT_ELEMENTS, key) && HTML_RAW_TEXT_ELEMENTS[key];
  }
  function isHTMLMimeType(mimeType) {
    return mimeType === MIME_TYPE.HTML;
  }
  function hasDefaultHTMLNamespace(mimeType) {
    return isHTMLMimeType(mimeType) || mimeType === MIME_TYPE.XML_XHTML_APPLICATION;
  }
  var MIME_TYPE = freeze({
    HTML: "text/html",
    XML_APPLICATION: "application/xml",
    XML_TEXT: "text/xml",
    XML_XHTML_APPLICATION: "application/xhtml+xml",
    XML_SVG_IMAGE: "image/svg+xml"
  });
  var _MIME_TYPES = Object.keys(MIME_TYPE).map(function(key) {
    return MIME_TYPE[key];
  });
  function isValidMimeType(mimeType) {
    return _MIME_TYPES.indexOf(mimeType) > -1;
  }
  var NAMESPACE = freeze({
    HTML: "http://www.w3.org/1999/xhtml",
    SVG: "http://www.w3.org/2000/svg",
    XML: "http://www.w3.org/XML/1998/namespace",
    XMLNS: "http://www.w3.org/2000/xmlns/"
  });
  exports.assign = assign;
  exports.find = find;
  exports.freeze = freeze;
  exports.HTML_BOOLEAN_ATTRIBUTES = HTML_BOOLEAN_ATTRIBUTES;
  exports.HTML_RAW_TEXT_ELEMENTS = HTML_RAW_TEXT_ELEMENTS;
  exports.HTML_VOID_ELEMENTS = HTML_VOID_ELEMENTS;
  exports.hasDefaultHTMLNamespace = hasDefaultHTMLNamespace;
  exports.hasOwn = hasOwn;
  exports.isHTMLBooleanAttribute = isHTMLBooleanAttribute;
  exports.isHTMLRawTextElement = isHTMLRawTextElement;
  exports.isHTMLEscapableRawTextElement = isHTMLEscapableRawTextElement;
  exports.isHTMLMimeType = isHTMLMimeType;
  exports.isHTMLVoidElement = isHTMLVoidElement;
  exports.isValidMimeType = isValidMimeType;
  exports.MIME_TYPE = MIME_TYPE;
  exports.NAMESPACE = NAMESPACE;
});

// node_modules/@xmldom/xmldom/lib/errors.js
var require_errors = __commonJS(function(exports) {
  var conventions = require_conventions();
  function extendError(constructor, writableName) {
    constructor.prototype = Object.create(Error.prototype, {
      constructor: { value: constructor },
      name: { value: constructor.name, enumerable: true, writable: writableName }
    });
  }
  var DOMExceptionName = conventions.freeze({
    Error: "Error",
    IndexSizeError: "IndexSizeError",
    DomstringSizeError: "DomstringSizeError",
    HierarchyRequestError: "HierarchyRequestError",
    WrongDocumentError: "WrongDocumentError",
    InvalidCharacterError: "InvalidCharacterError",
    NoDataAllowedError: "NoDataAllowedError",
    NoModificationAllowedError: "NoModificationAllowedError",
    NotFoundError: "NotFoundError",
    NotSupportedError: "NotSupportedError",
    InUseAttributeError: "InUseAttributeError",
    InvalidStateError: "InvalidStateError",
    SyntaxError: "SyntaxError",
    InvalidModificationError: "InvalidModificationError",
    NamespaceError: "NamespaceError",
    InvalidAccessError: "InvalidAccessError",
    ValidationError: "ValidationError",
    TypeMismatchError: "TypeMismatchError",
    SecurityError: "SecurityError",
    NetworkError: "NetworkError",
    AbortError: "AbortError",
    URLMismatchError: "URLMismatchError",
    QuotaExceededError: "QuotaExceededError",
    TimeoutError: "TimeoutError",
    InvalidNodeTypeError: "InvalidNodeTypeError",
    DataCloneError: "DataCloneError",
    EncodingError: "EncodingError",
    NotReadableError: "NotReadableError",
    UnknownError: "UnknownError",
    ConstraintError: "ConstraintError",
    DataError: "DataError",
    TransactionInactiveError: "TransactionInactiveError",
    ReadOnlyError: "ReadOnlyError",
    VersionError: "VersionError",
    OperationError: "OperationError",
    NotAllowedError: "NotAllowedError",
    OptOutError: "OptOutError"
  });
  var DOMExceptionNames = Object.keys(DOMExceptionName);
  function isValidDomExceptionCode(value) {
    return typeof value === "number" && value >= 1 && value <= 25;
  }
  function endsWithError(value) {
    return typeof value === "string" && value.substring(value.length - DOMExceptionName.Error.length) === DOMExceptionName.Error;
  }
  function DOMException(messageOrCode, nameOrMessage) {
    if (isValidDomExceptionCode(messageOrCode)) {
      this.name = DOMExceptionNames[messageOrCode];
      this.message = nameOrMessage || "";
    } else {
      this.message = messageOrCode;
      this.name = endsWithError(nameOrMessage) ? nameOrMessage : DOMExceptionName.Error;
    }
    if (Error.captureStackTrace)
      Error.captureStackTrace(this, DOMException);
  }
  extendError(DOMException, true);
  Object.defineProperties(DOMException.prototype, {
    code: {
      enumerable: true,
      get: function() {
        var code = DOMExceptionNames.indexOf(this.name);
        if (isValidDomExceptionCode(code))
          return code;
        return 0;
      }
    }
  });
  var ExceptionCode = {
    INDEX_SIZE_ERR: 1,
    DOMSTRING_SIZE_ERR: 2,
    HIERARCHY_REQUEST_ERR: 3,
    WRONG_DOCUMENT_ERR: 4,
    INVALID_CHARACTER_ERR: 5,
    NO_DATA_ALLOWED_ERR: 6,
    NO_MODIFICATION_ALLOWED_ERR: 7,
    NOT_FOUND_ERR: 8,
    NOT_SUPPORTED_ERR: 9,
    INUSE_ATTRIBUTE_ERR: 10,
    INVALID_STATE_ERR: 11,
    SYNTAX_ERR: 12,
    INVALID_MODIFICATION_ERR: 13,
    NAMESPACE_ERR: 14,
    INVALID_ACCESS_ERR: 15,
    VALIDATION_ERR: 16,
    TYPE_MISMATCH_ERR: 17,
    SECURITY_ERR: 18,
    NETWORK_ERR: 19,
    ABORT_ERR: 20,
    URL_MISMATCH_ERR: 21,
    QUOTA_EXCEEDED_ERR: 22,
    TIMEOUT_ERR: 23,
    INVALID_NODE_TYPE_ERR: 24,
    DATA_CLONE_ERR: 25
  };
  var entries = Object.entries(ExceptionCode);
  for (i = 0;i < entries.length; i++) {
    key = entries[i][0];
    DOMException[key] = entries[i][1];
  }
  var key;
  var i;
  function ParseError(message, locator, cause) {
    this.message = message;
    this.locator = locator;
    this.cause = cause;
    if (Error.captureStackTrace)
      Error.captureStackTrace(this, ParseError);
  }
  extendError(ParseError);
  exports.DOMException = DOMException;
  exports.DOMExceptionName = DOMExceptionName;
  exports.ExceptionCode = ExceptionCode;
  exports.ParseError = ParseError;
});

// node_modules/@xmldom/xmldom/lib/grammar.js
var require_grammar = __commonJS(function(exports) {
  function detectUnicodeSupport(RegExpImpl) {
    try {
      if (typeof RegExpImpl !== "function") {
        RegExpImpl = RegExp;
      }
      var match = new RegExpImpl("\uD834\uDF06", "u").exec("\uD834\uDF06");
      return !!match && match[0].length === 2;
    } catch (error) {}
    return false;
  }
  var UNICODE_SUPPORT = detectUnicodeSupport();
  function chars(regexp) {
    if (regexp.source[0] !== "[") {
      throw new Error(regexp + " can not be used with chars");
    }
    return regexp.source.slice(1, regexp.source.lastIndexOf("]"));
  }
  function chars_without(regexp, search) {
    if (regexp.source[0] !== "[") {
      throw new Error("/" + regexp.source + "/ can not be used with chars_without");
    }
    if (!search || typeof search !== "string") {
      throw new Error(JSON.stringify(search) + " is not a valid search");
    }
    if (regexp.source.indexOf(search) === -1) {
      throw new Error('"' + search + '" is not is /' + regexp.source + "/");
    }
    if (search === "-" && regexp.source.indexOf(search) !== 1) {
      throw new Error('"' + search + '" is not at the first postion of /' + regexp.source + "/");
    }
    return new RegExp(regexp.source.replace(search, ""), UNICODE_SUPPORT ? "u" : "");
  }
  function reg(args) {
    var self = this;
    return new RegExp(Array.prototype.slice.call(arguments).map(function(part) {
      var isStr = typeof part === "string";
      if (isStr && self === undefined && part === "|") {
        throw new Error("use regg instead of reg to wrap expressions with `|`!");
      }
      return isStr ? part : part.source;
    }).join(""), UNICODE_SUPPORT ? "u" : "");
  }
  function regg(args) {
    if (arguments.length === 0) {
      throw new Error("no parameters provided");
    }
    return reg.apply(regg, ["(?:"].concat(Array.prototype.slice.call(arguments), [")"]));
  }
  var UNICODE_REPLACEMENT_CHARACTER = "\uFFFD";
  var Char = /[-\x09\x0A\x0D\x20-\x2C\x2E-\uD7FF\uE000-\uFFFD]/;
  if (UNICODE_SUPPORT) {
    Char = reg("[", chars(Char), "\\u{10000}-\\u{10FFFF}", "]");
  }
  var InvalidChar = new RegExp("[^" + chars(Char) + "]", UNICODE_SUPPORT ? "u" : "");
  var _SChar = /[\x20\x09\x0D\x0A]/;
  var SChar_s = chars(_SChar);
  var S = reg(_SChar, "+");
  var S_OPT = reg(_SChar, "*");
  var NameStartChar = /[:_a-zA-Z\xC0-\xD6\xD8-\xF6\xF8-\u02FF\u0370-\u1FFF\u200C-\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD]/;
  if (UNICODE_SUPPORT) {
    NameStartChar = reg("[", chars(NameStartChar), "\\u{10000}-\\u{10FFFF}", "]");
  }
  var NameStartChar_s = chars(NameStartChar);
  var NameChar = reg("[", NameStartChar_s, chars(/[-.0-9\xB7]/), chars(/[\u0300-\u036F\u203F-\u2040]/), "]");
  var Name = reg(NameStartChar, NameChar, "*");
  var Name_exact = reg("^", Name, "$");
  var Nmtoken = reg(NameChar, "+");
  var EntityRef = reg("&", Name, ";");
  var CharRef = regg(/&#[0-9]+;|&#x[0-9a-fA-F]+;/);
  var Reference = regg(EntityRef, "|", CharRef);
  var PEReference = reg("%", Name, ";");
  var EntityValue = regg(reg('"', regg(/[^%&"]/, "|", PEReference, "|", Reference), "*", '"'), "|", reg("'", regg(/[^%&']/, "|", PEReference, "|", Reference), "*", "'"));
  var AttValue = regg('"', regg(/[^<&"]/, "|", Reference), "*", '"', "|", "'", regg(/[^<&']/, "|", Reference), "*", "'");
  var NCNameStartChar = chars_without(NameStartChar, ":");
  var NCNameChar = chars_without(NameChar, ":");
  var NCName = reg(NCNameStartChar, NCNameChar, "*");
  var NCName_exact = reg("^", NCName, "$");
  var QName = reg(NCName, regg(":", NCName), "?");
  var QName_exact = reg("^", QName, "$");
  var QName_group = reg("(", QName, ")");
  var SystemLiteral = regg(/"[^"]*"|'[^']*'/);
  var PI = reg(/^<\?/, "(", Name, ")", regg(S, "(?!", _SChar, ")(", Char, "*?)"), "?", /\?>/);
  var PubidChar = /[\x20\x0D\x0Aa-zA-Z0-9-'()+,./:=?;!*#@$_%]/;
  var PubidLiteral = regg('"', PubidChar, '*"', "|", "'", chars_without(PubidChar, "'"), "*'");
  var COMMENT_START = "<!--";
  var COMMENT_END = "-->";
  var Comment = reg(COMMENT_START, regg(chars_without(Char, "-"), "|", reg("-", chars_without(Char, "-"))), "*", COMMENT_END);
  var PCDATA = "#PCDATA";
  var Mixed = regg(reg(/\(/, S_OPT, PCDATA, regg(S_OPT, /\|/, S_OPT, QName), "*", S_OPT, /\)\*/), "|", reg(/\(/, S_OPT, PCDATA, S_OPT, /\)/));
  var _children_quantity = /[?*+]?/;
  var children = reg(/\([^>]+\)/, _children_quantity);
  var contentspec = regg("EMPTY", "|", "ANY", "|", Mixed, "|", children);
  var ELEMENTDECL_START = "<!ELEMENT";
  var elementdecl = reg(ELEMENTDECL_START, S, regg(QName, "|", PEReference), S, regg(contentspec, "|", PEReference), S_OPT, ">");
  var NotationType = reg("NOTATION", S, /\(/, S_OPT, Name, regg(S_OPT, /\|/, S_OPT, Name), "*", S_OPT, /\)/);
  var Enumeration = reg(/\(/, S_OPT, Nmtoken, regg(S_OPT, /\|/, S_OPT, Nmtoken), "*", S_OPT, /\)/);
  var EnumeratedType = regg(NotationType, "|", Enumeration);
  var AttType = regg(/CDATA|ID|IDREF|IDREFS|ENTITY|ENTITIES|NMTOKEN|NMTOKENS/, "|", EnumeratedType);
  var DefaultDecl = regg(/#REQUIRED|#IMPLIED/, "|", regg(regg("#FIXED", S), "?", AttValue));
  var AttDef = regg(S, Name, S, AttType, S, DefaultDecl);
  var ATTLIST_DECL_START = "<!ATTLIST";
  var AttlistDecl = reg(ATTLIST_DECL_START, S, Name, AttDef, "*", S_OPT, ">");
  var ABOUT_LEGACY_COMPAT = "about:legacy-compat";
  var ABOUT_LEGACY_COMPAT_SystemLiteral = regg('"' + ABOUT_LEGACY_COMPAT + '"', "|", "'" + ABOUT_LEGACY_COMPAT + "'");
  var SYSTEM = "SYSTEM";
  var PUBLIC = "PUBLIC";
  var ExternalID = regg(regg(SYSTEM, S, SystemLiteral), "|", regg(PUBLIC, S, PubidLiteral, S, SystemLiteral));
  var ExternalID_match = reg("^", regg(regg(SYSTEM, S, "(?<SystemLiteralOnly>", SystemLiteral, ")"), "|", regg(PUBLIC, S, "(?<PubidLiteral>", PubidLiteral, ")", S, "(?<SystemLiteral>", SystemLiteral, ")")));
  var PubidLiteral_match = reg("^", PubidLiteral, "$");
  var SystemLiteral_match = reg("^", SystemLiteral, "$");
  var NDataDecl = regg(S, "NDATA", S, Name);
  var EntityDef = regg(EntityValue, "|", regg(ExternalID, NDataDecl, "?"));
  var ENTITY_DECL_START = "<!ENTITY";
  var GEDecl = reg(ENTITY_DECL_START, S, Name, S, EntityDef, S_OPT, ">");
  var PEDef = regg(EntityValue, "|", ExternalID);
  var PEDecl = reg(ENTITY_DECL_START, S, "%", S, Name, S, PEDef, S_OPT, ">");
  var EntityDecl = regg(GEDecl, "|", PEDecl);
  var PublicID = reg(PUBLIC, S, PubidLiteral);
  var NotationDecl = reg("<!NOTATION", S, Name, S, regg(ExternalID, "|", PublicID), S_OPT, ">");
  var Eq = reg(S_OPT, "=", S_OPT);
  var VersionNum = /1[.]\d+/;
  var VersionInfo = reg(S, "version", Eq, regg("'", VersionNum, "'", "|", '"', VersionNum, '"'));
  var EncName = /[A-Za-z][-A-Za-z0-9._]*/;
  var EncodingDecl = regg(S, "encoding", Eq, regg('"', EncName, '"', "|", "'", EncName, "'"));
  var SDDecl = regg(S, "standalone", Eq, regg("'", regg("yes", "|", "no"), "'", "|", '"', regg("yes", "|", "no"), '"'));
  var XMLDecl = reg(/^<\?xml/, VersionInfo, EncodingDecl, "?", SDDecl, "?", S_OPT, /\?>/);
  var DOCTYPE_DECL_START = "<!DOCTYPE";
  var CDATA_START = "<![CDATA[";
  var CDATA_END = "]]>";
  var CDStart = /<!\[CDATA\[/;
  var CDEnd = /\]\]>/;
  var CData = reg(Char, "*?", CDEnd);
  var CDSect = reg(CDStart, CData);
  exports.chars = chars;
  exports.chars_without = chars_without;
  exports.detectUnicodeSupport = detectUnicodeSupport;
  exports.reg = reg;
  exports.regg = regg;
  exports.ABOUT_LEGACY_COMPAT = ABOUT_LEGACY_COMPAT;
  exports.ABOUT_LEGACY_COMPAT_SystemLiteral = ABOUT_LEGACY_COMPAT_SystemLiteral;
  exports.AttlistDecl = AttlistDecl;
  exports.CDATA_START = CDATA_START;
  exports.CDATA_END = CDATA_END;
  exports.CDSect = CDSect;
  exports.Char = Char;
  exports.Comment = Comment;
  exports.COMMENT_START = COMMENT_START;
  exports.COMMENT_END = COMMENT_END;
  exports.DOCTYPE_DECL_START = DOCTYPE_DECL_START;
  exports.elementdecl = elementdecl;
  exports.EntityDecl = EntityDecl;
  exports.EntityValue = EntityValue;
  exports.ExternalID = ExternalID;
  exports.ExternalID_match = ExternalID_match;
  exports.Name = Name;
  exports.Name_exact = Name_exact;
  exports.NCName_exact = NCName_exact;
  exports.NotationDecl = NotationDecl;
  exports.Reference = Reference;
  exports.PEReference = PEReference;
  exports.PI = PI;
  exports.PUBLIC = PUBLIC;
  exports.PubidLiteral = PubidLiteral;
  exports.PubidLiteral_match = PubidLiteral_match;
  exports.QName = QName;
  exports.QName_exact = QName_exact;
  exports.QName_group = QName_group;
  exports.S = S;
  exports.SChar_s = SChar_s;
  exports.S_OPT = S_OPT;
  exports.SYSTEM = SYSTEM;
  exports.SystemLiteral = SystemLiteral;
  exports.SystemLiteral_match = SystemLiteral_match;
  exports.InvalidChar = InvalidChar;
  exports.UNICODE_REPLACEMENT_CHARACTER = UNICODE_REPLACEMENT_CHARACTER;
  exports.UNICODE_SUPPORT = UNICODE_SUPPORT;
  exports.XMLDecl = XMLDecl;
});

// node_modules/@xmldom/xmldom/lib/dom.js
var require_dom = __commonJS(function(exports) {
  var conventions = require_conventions();
  var find = conventions.find;
  var hasDefaultHTMLNamespace = conventions.hasDefaultHTMLNamespace;
  var hasOwn = conventions.hasOwn;
  var isHTMLMimeType = conventions.isHTMLMimeType;
  var isHTMLRawTextElement = conventions.isHTMLRawTextElement;
  var isHTMLVoidElement = conventions.isHTMLVoidElement;
  var MIME_TYPE = conventions.MIME_TYPE;
  var NAMESPACE = conventions.NAMESPACE;
  var PDC = Symbol();
  var errors = require_errors();
  var DOMException = errors.DOMException;
  var DOMExceptionName = errors.DOMExceptionName;
  var g = require_grammar();
  function checkSymbol(symbol) {
    if (symbol !== PDC) {
      throw new TypeError("Illegal constructor");
    }
  }
  function notEmptyString(input) {
    return input !== "";
  }
  function splitOnASCIIWhitespace(input) {
    return input ? input.split(/[\t\n\f\r ]+/).filter(notEmptyString) : [];
  }
  function orderedSetReducer(current, element) {
    if (!hasOwn(current, element)) {
      current[element] = true;
    }
    return current;
  }
  function toOrderedSet(input) {
    if (!input)
      return [];
    var list = splitOnASCIIWhitespace(input);
    return Object.keys(list.reduce(orderedSetReducer, {}));
  }
  function arrayIncludes(list) {
    return function(element) {
      return list && list.indexOf(element) !== -1;
    };
  }
  function validateQualifiedName(qualifiedName) {
    if (!g.QName_exact.test(qualifiedName)) {
      throw new DOMException(DOMException.INVALID_CHARACTER_ERR, 'invalid character in qualified name "' + qualifiedName + '"');
    }
  }
  function validateAndExtract(namespace, qualifiedName) {
    validateQualifiedName(qualifiedName);
    namespace = namespace || null;
    var prefix = null;
    var localName = qualifiedName;
    if (qualifiedName.indexOf(":") >= 0) {
      var splitResult = qualifiedName.split(":");
      prefix = splitResult[0];
      localName = splitResult[1];
    }
    if (prefix !== null && namespace === null) {
      throw new DOMException(DOMException.NAMESPACE_ERR, "prefix is non-null and namespace is null");
    }
    if (prefix === "xml" && namespace !== conventions.NAMESPACE.XML) {
      throw new DOMException(DOMException.NAMESPACE_ERR, 'prefix is "xml" and namespace is not the XML namespace');
    }
    if ((prefix === "xmlns" || qualifiedName === "xmlns") && namespace !== conventions.NAMESPACE.XMLNS) {
      throw new DOMException(DOMException.NAMESPACE_ERR, 'either qualifiedName or prefix is "xmlns" and namespace is not the XMLNS namespace');
    }
    if (namespace === conventions.NAMESPACE.XMLNS && prefix !== "xmlns" && qualifiedName !== "xmlns") {
      throw new DOMException(DOMException.NAMESPACE_ERR, 'namespace is the XMLNS namespace and neither qualifiedName nor prefix is "xmlns"');
    }
    return [namespace, prefix, localName];
  }
  function copy(src, dest) {
    for (var p in src) {
      if (hasOwn(src, p)) {
        dest[p] = src[p];
      }
    }
  }
  function _extends(Class, Super) {
    var pt = Class.prototype;
    if (!(pt instanceof Super)) {
      let t = function() {};
      t.prototype = Super.prototype;
      t = new t;
      copy(pt, t);
      Class.prototype = pt = t;
    }
    if (pt.constructor != Class) {
      if (typeof Class != "function") {
        console.error("unknown Class:" + Class);
      }
      pt.constructor = Class;
    }
  }
  var NodeType = {};
  var ELEMENT_NODE = NodeType.ELEMENT_NODE = 1;
  var ATTRIBUTE_NODE = NodeType.ATTRIBUTE_NODE = 2;
  var TEXT_NODE = NodeType.TEXT_NODE = 3;
  var CDATA_SECTION_NODE = NodeType.CDATA_SECTION_NODE = 4;
  var ENTITY_REFERENCE_NODE = NodeType.ENTITY_REFERENCE_NODE = 5;
  var ENTITY_NODE = NodeType.ENTITY_NODE = 6;
  var PROCESSING_INSTRUCTION_NODE = NodeType.PROCESSING_INSTRUCTION_NODE = 7;
  var COMMENT_NODE = NodeType.COMMENT_NODE = 8;
  var DOCUMENT_NODE = NodeType.DOCUMENT_NODE = 9;
  var DOCUMENT_TYPE_NODE = NodeType.DOCUMENT_TYPE_NODE = 10;
  var DOCUMENT_FRAGMENT_NODE = NodeType.DOCUMENT_FRAGMENT_NODE = 11;
  var NOTATION_NODE = NodeType.NOTATION_NODE = 12;
  var DocumentPosition = conventions.freeze({
    DOCUMENT_POSITION_DISCONNECTED: 1,
    DOCUMENT_POSITION_PRECEDING: 2,
    DOCUMENT_POSITION_FOLLOWING: 4,
    DOCUMENT_POSITION_CONTAINS: 8,
    DOCUMENT_POSITION_CONTAINED_BY: 16,
    DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC: 32
  });
  function commonAncestor(a, b) {
    if (b.length < a.length)
      return commonAncestor(b, a);
    var c = null;
    for (var n in a) {
      if (a[n] !== b[n])
        return c;
      c = a[n];
    }
    return c;
  }
  function docGUID(doc) {
    if (!doc.guid)
      doc.guid = Math.random();
    return doc.guid;
  }
  function NodeList() {}
  NodeList.prototype = {
    length: 0,
    item: function(index) {
      return index >= 0 && index < this.length ? this[index] : null;
    },
    toString: function(options) {
      var opts;
      if (typeof options === "function") {
        opts = { requireWellFormed: false, splitCDATASections: true, nodeFilter: options };
      } else if (!!options) {
        opts = {
          requireWellFormed: !!options.requireWellFormed,
          splitCDATASections: options.splitCDATASections !== false,
          nodeFilter: options.nodeFilter || null
        };
      } else {
        opts = { requireWellFormed: false, splitCDATASections: true, nodeFilter: null };
      }
      for (var buf = [], i = 0;i < this.length; i++) {
        serializeToString(this[i], buf, null, opts);
      }
      return buf.join("");
    },
    filter: function(predicate) {
      return Array.prototype.filter.call(this, predicate);
    },
    indexOf: function(item) {
      return Array.prototype.indexOf.call(this, item);
    }
  };
  NodeList.prototype[Symbol.iterator] = function() {
    var me = this;
    var index = 0;
    return {
      next: function() {
        if (index < me.length) {
          return {
            value: me[index++],
            done: false
          };
        } else {
          return {
            done: true
          };
        }
      },
      return: function() {
        return {
          done: true
        };
      }
    };
  };
  function LiveNodeList(node, refresh) {
    this._node = node;
    this._refresh = refresh;
    _updateLiveList(this);
  }
  function _updateLiveList(list) {
    var inc = list._node._inc || list._node.ownerDocument._inc;
    if (list._inc !== inc) {
      var ls = list._refresh(list._node);
      __set__(list, "length", ls.length);
      if (!list.$$length || ls.length < list.$$length) {
        for (var i = ls.length;i in list; i++) {
          if (hasOwn(list, i)) {
            delete list[i];
          }
        }
      }
      copy(ls, list);
      list._inc = inc;
    }
  }
  LiveNodeList.prototype.item = function(i) {
    _updateLiveList(this);
    return this[i] || null;
  };
  _extends(LiveNodeList, NodeList);
  function NamedNodeMap() {
    this._nsIndex = Object.create(null);
    this._noNsIndex = Object.create(null);
  }
  function _findNodeIndex(list, node) {
    var i = 0;
    while (i < list.length) {
      if (list[i] === node) {
        return i;
      }
      i++;
    }
  }
  function _nnmBucket(map, namespaceURI, create) {
    if (!namespaceURI) {
      return map._noNsIndex;
    }
    var bucket = map._nsIndex[namespaceURI];
    if (!bucket && create) {
      bucket = map._nsIndex[namespaceURI] = Object.create(null);
    }
    return bucket;
  }
  function _nnmIndexFind(map, namespaceURI, localName) {
    var bucket = _nnmBucket(map, namespaceURI, false);
    var found = bucket && bucket[localName];
    return found ? found : null;
  }
  function _nnmIndexAdd(map, attr) {
    _nnmBucket(map, attr.namespaceURI, true)[attr.localName] = attr;
  }
  function _nnmIndexRemove(map, attr) {
    var bucket = _nnmBucket(map, attr.namespaceURI, false);
    if (bucket) {
      delete bucket[attr.localName];
    }
  }
  function _addNamedNode(el, list, newAttr, oldAttr) {
    if (oldAttr) {
      list[_findNodeIndex(list, oldAttr)] = newAttr;
    } else {
      list[list.length] = newAttr;
      list.length++;
    }
    _nnmIndexAdd(list, newAttr);
    if (el) {
      newAttr.ownerElement = el;
      var doc = el.ownerDocument;
      if (doc) {
        oldAttr && _onRemoveAttribute(doc, el, oldAttr);
        _onAddAttribute(doc, el, newAttr);
      }
    }
  }
  function _removeNamedNode(el, list, attr) {
    var i = _findNodeIndex(list, attr);
    if (i >= 0) {
      var lastIndex = list.length - 1;
      while (i <= lastIndex) {
        list[i] = list[++i];
      }
      list.length = lastIndex;
      _nnmIndexRemove(list, attr);
      if (el) {
        var doc = el.ownerDocument;
        if (doc) {
          _onRemoveAttribute(doc, el, attr);
        }
        attr.ownerElement = null;
      }
    }
  }
  NamedNodeMap.prototype = {
    length: 0,
    item: NodeList.prototype.item,
    getNamedItem: function(localName) {
      if (this._ownerElement && this._ownerElement._isInHTMLDocumentAndNamespace()) {
        localName = localName.toLowerCase();
      }
      var i = 0;
      while (i < this.length) {
        var attr = this[i];
        if (attr.nodeName === localName) {
          return attr;
        }
        i++;
      }
      return null;
    },
    setNamedItem: function(attr) {
      var el = attr.ownerElement;
      if (el && el !== this._ownerElement) {
        throw new DOMException(DOMException.INUSE_ATTRIBUTE_ERR);
      }
      var oldAttr = _nnmIndexFind(this, attr.namespaceURI, attr.localName);
      if (oldAttr === attr) {
        return attr;
      }
      _addNamedNode(this._ownerElement, this, attr, oldAttr);
      return oldAttr;
    },
    setNamedItemNS: function(attr) {
      return this.setNamedItem(attr);
    },
    removeNamedItem: function(localName) {
      var attr = this.getNamedItem(localName);
      if (!attr) {
        throw new DOMException(DOMException.NOT_FOUND_ERR, localName);
      }
      _removeNamedNode(this._ownerElement, this, attr);
      return attr;
    },
    removeNamedItemNS: function(namespaceURI, localName) {
      var attr = this.getNamedItemNS(namespaceURI, localName);
      if (!attr) {
        throw new DOMException(DOMException.NOT_FOUND_ERR, namespaceURI ? namespaceURI + " : " + localName : localName);
      }
      _removeNamedNode(this._ownerElement, this, attr);
      return attr;
    },
    getNamedItemNS: function(namespaceURI, localName) {
      if (!namespaceURI) {
        namespaceURI = null;
      }
      var i = 0;
      while (i < this.length) {
        var node = this[i];
        if (node.localName === localName && node.namespaceURI === namespaceURI) {
          return node;
        }
        i++;
      }
      return null;
    }
  };
  NamedNodeMap.prototype[Symbol.iterator] = function() {
    var me = this;
    var index = 0;
    return {
      next: function() {
        if (index < me.length) {
          return {
            value: me[index++],
            done: false
          };
        } else {
          return {
            done: true
          };
        }
      },
      return: function() {
        return {
          done: true
        };
      }
    };
  };
  function DOMImplementation() {}
  DOMImplementation.prototype = {
    hasFeature: function(feature, version) {
      return true;
    },
    createDocument: function(namespaceURI, qualifiedName, doctype) {
      var contentType = MIME_TYPE.XML_APPLICATION;
      if (namespaceURI === NAMESPACE.HTML) {
        contentType = MIME_TYPE.XML_XHTML_APPLICATION;
      } else if (namespaceURI === NAMESPACE.SVG) {
        contentType = MIME_TYPE.XML_SVG_IMAGE;
      }
      var doc = new Document(PDC, { contentType });
      doc.implementation = this;
      doc.childNodes = new NodeList;
      doc.doctype = doctype || null;
      if (doctype) {
        doc.appendChild(doctype);
      }
      if (qualifiedName) {
        var root = doc.createElementNS(namespaceURI, qualifiedName);
        doc.appendChild(root);
      }
      return doc;
    },
    createDocumentType: function(qualifiedName, publicId, systemId, internalSubset) {
      validateQualifiedName(qualifiedName);
      var node = new DocumentType(PDC);
      node.name = qualifiedName;
      node.nodeName = qualifiedName;
      node.publicId = publicId || "";
      node.systemId = systemId || "";
      node.internalSubset = internalSubset || "";
      node.childNodes = new NodeList;
      return node;
    },
    createHTMLDocument: function(title) {
      var doc = new Document(PDC, { contentType: MIME_TYPE.HTML });
      doc.implementation = this;
      doc.childNodes = new NodeList;
      if (title !== false) {
        doc.doctype = this.createDocumentType("html");
        doc.doctype.ownerDocument = doc;
        doc.appendChild(doc.doctype);
        var htmlNode = doc.createElement("html");
        doc.appendChild(htmlNode);
        var headNode = doc.createElement("head");
        htmlNode.appendChild(headNode);
        if (typeof title === "string") {
          var titleNode = doc.createElement("title");
          titleNode.appendChild(doc.createTextNode(title));
          headNode.appendChild(titleNode);
        }
        htmlNode.appendChild(doc.createElement("body"));
      }
      return doc;
    }
  };
  function Node(symbol) {
    checkSymbol(symbol);
  }
  Node.prototype = {
    firstChild: null,
    lastChild: null,
    previousSibling: null,
    nextSibling: null,
    parentNode: null,
    get parentElement() {
      return this.parentNode && this.parentNode.nodeType === this.ELEMENT_NODE ? this.parentNode : null;
    },
    childNodes: null,
    ownerDocument: null,
    nodeValue: null,
    namespaceURI: null,
    prefix: null,
    localName: null,
    baseURI: "about:blank",
    get isConnected() {
      var rootNode = this.getRootNode();
      return rootNode && rootNode.nodeType === rootNode.DOCUMENT_NODE;
    },
    contains: function(other) {
      if (!other)
        return false;
      var parent = other;
      do {
        if (this === parent)
          return true;
        parent = parent.parentNode;
      } while (parent);
      return false;
    },
    getRootNode: function(options) {
      var parent = this;
      do {
        if (!parent.parentNode) {
          return parent;
        }
        parent = parent.parentNode;
      } while (parent);
    },
    isEqualNode: function(otherNode) {
      if (!otherNode)
        return false;
      var stack = [{ node: this, other: otherNode }];
      while (stack.length > 0) {
        var pair = stack.pop();
        var node = pair.node;
        var other = pair.other;
        if (node.nodeType !== other.nodeType)
          return false;
        switch (node.nodeType) {
          case node.DOCUMENT_TYPE_NODE:
            if (node.name !== other.name)
              return false;
            if (node.publicId !== other.publicId)
              return false;
            if (node.systemId !== other.systemId)
              return false;
            break;
          case node.ELEMENT_NODE:
            if (node.namespaceURI !== other.namespaceURI)
              return false;
            if (node.prefix !== other.prefix)
              return false;
            if (node.localName !== other.localName)
              return false;
            if (node.attributes.length !== other.attributes.length)
              return false;
            for (var i = 0;i < node.attributes.length; i++) {
              var attr = node.attributes.item(i);
              var otherAttr = other.getAttributeNodeNS(attr.namespaceURI, attr.localName);
              if (!otherAttr)
                return false;
              stack.push({ node: attr, other: otherAttr });
            }
            break;
          case node.ATTRIBUTE_NODE:
            if (node.namespaceURI !== other.namespaceURI)
              return false;
            if (node.localName !== other.localName)
              return false;
            if (node.value !== other.value)
              return false;
            break;
          case node.PROCESSING_INSTRUCTION_NODE:
            if (node.target !== other.target || node.data !== other.data)
              return false;
            break;
          case node.TEXT_NODE:
          case node.CDATA_SECTION_NODE:
          case node.COMMENT_NODE:
            if (node.data !== other.data)
              return false;
            break;
        }
        if (node.childNodes.length !== other.childNodes.length)
          return false;
        for (var i = node.childNodes.length - 1;i >= 0; i--) {
          stack.push({ node: node.childNodes[i], other: other.childNodes[i] });
        }
      }
      return true;
    },
    isSameNode: function(otherNode) {
      return this === otherNode;
    },
    insertBefore: function(newChild, refChild) {
      return _insertBefore(this, newChild, refChild);
    },
    replaceChild: function(newChild, oldChild) {
      _insertBefore(this, newChild, oldChild, assertPreReplacementValidityInDocument);
      if (oldChild) {
        this.removeChild(oldChild);
      }
    },
    removeChild: function(oldChild) {
      return _removeChild(this, oldChild);
    },
    appendChild: function(newChild) {
      return this.insertBefore(newChild, null);
    },
    hasChildNodes: function() {
      return this.firstChild != null;
    },
    cloneNode: function(deep) {
      return cloneNode(this.ownerDocument || this, this, deep);
    },
    normalize: function() {
      walkDOM(this, null, {
        enter: function(node) {
          var child = node.firstChild;
          while (child) {
            var next = child.nextSibling;
            if (next !== null && next.nodeType === TEXT_NODE && child.nodeType === TEXT_NODE) {
              var tail = [];
              var sibling = next;
              while (sibling !== null && sibling.nodeType === TEXT_NODE) {
                tail.push(sibling.data);
                sibling = sibling.nextSibling;
              }
              var removed = child.nextSibling;
              while (removed !== sibling) {
                var following = removed.nextSibling;
                removed.parentNode = null;
                removed.previousSibling = null;
                removed.nextSibling = null;
                removed = following;
              }
              child.nextSibling = sibling;
              if (sibling !== null) {
                sibling.previousSibling = child;
              } else {
                node.lastChild = child;
              }
              child.appendData(tail.join(""));
              _onUpdateChild(node.ownerDocument, node);
              child = sibling;
            } else {
              child = next;
            }
          }
          return true;
        }
      });
    },
    isSupported: function(feature, version) {
      return this.ownerDocument.implementation.hasFeature(feature, version);
    },
    lookupPrefix: function(namespaceURI) {
      var el = this;
      while (el) {
        var map = el._nsMap;
        if (map) {
          for (var n in map) {
            if (hasOwn(map, n) && map[n] === namespaceURI) {
              return n;
            }
          }
        }
        el = el.nodeType == ATTRIBUTE_NODE ? el.ownerDocument : el.parentNode;
      }
      return null;
    },
    lookupNamespaceURI: function(prefix) {
      var el = this;
      while (el) {
        var map = el._nsMap;
        if (map) {
          if (hasOwn(map, prefix)) {
            return map[prefix];
          }
        }
        el = el.nodeType == ATTRIBUTE_NODE ? el.ownerDocument : el.parentNode;
      }
      return null;
    },
    isDefaultNamespace: function(namespaceURI) {
      var prefix = this.lookupPrefix(namespaceURI);
      return prefix == null;
    },
    compareDocumentPosition: function(other) {
      if (this === other)
        return 0;
      var node1 = other;
      var node2 = this;
      var attr1 = null;
      var attr2 = null;
      if (node1 instanceof Attr) {
        attr1 = node1;
        node1 = attr1.ownerElement;
      }
      if (node2 instanceof Attr) {
        attr2 = node2;
        node2 = attr2.ownerElement;
        if (attr1 && node1 && node2 === node1) {
          for (var i = 0, attr;attr = node2.attributes[i]; i++) {
            if (attr === attr1)
              return DocumentPosition.DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC + DocumentPosition.DOCUMENT_POSITION_PRECEDING;
            if (attr === attr2)
              return DocumentPosition.DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC + DocumentPosition.DOCUMENT_POSITION_FOLLOWING;
          }
        }
      }
      if (!node1 || !node2 || node2.ownerDocument !== node1.ownerDocument) {
        return DocumentPosition.DOCUMENT_POSITION_DISCONNECTED + DocumentPosition.DOCUMENT_POSITION_IMPLEMENTATION_SPECIFIC + (docGUID(node2.ownerDocument) > docGUID(node1.ownerDocument) ? DocumentPosition.DOCUMENT_POSITION_FOLLOWING : DocumentPosition.DOCUMENT_POSITION_PRECEDING);
      }
      if (attr2 && node1 === node2) {
        return DocumentPosition.DOCUMENT_POSITION_CONTAINS + DocumentPosition.DOCUMENT_POSITION_PRECEDING;
      }
      if (attr1 && node1 === node2) {
        return DocumentPosition.DOCUMENT_POSITION_CONTAINED_BY + DocumentPosition.DOCUMENT_POSITION_FOLLOWING;
      }
      var chain1 = [];
      var ancestor1 = node1.parentNode;
      while (ancestor1) {
        if (!attr2 && ancestor1 === node2) {
          return DocumentPosition.DOCUMENT_POSITION_CONTAINED_BY + DocumentPosition.DOCUMENT_POSITION_FOLLOWING;
        }
        chain1.push(ancestor1);
        ancestor1 = ancestor1.parentNode;
      }
      chain1.reverse();
      var chain2 = [];
      var ancestor2 = node2.parentNode;
      while (ancestor2) {
        if (!attr1 && ancestor2 === node1) {
          return DocumentPosition.DOCUMENT_POSITION_CONTAINS + DocumentPosition.DOCUMENT_POSITION_PRECEDING;
        }
        chain2.push(ancestor2);
        ancestor2 = ancestor2.parentNode;
      }
      chain2.reverse();
      var ca = commonAncestor(chain1, chain2);
      for (var n in ca.childNodes) {
        var child = ca.childNodes[n];
        if (child === node2)
          return DocumentPosition.DOCUMENT_POSITION_FOLLOWING;
        if (child === node1)
          return DocumentPosition.DOCUMENT_POSITION_PRECEDING;
        if (chain2.indexOf(child) >= 0)
          return DocumentPosition.DOCUMENT_POSITION_FOLLOWING;
        if (chain1.indexOf(child) >= 0)
          return DocumentPosition.DOCUMENT_POSITION_PRECEDING;
      }
      return 0;
    }
  };
  function _xmlEncoder(c) {
    return c == "<" && "&lt;" || c == ">" && "&gt;" || c == "&" && "&amp;" || c == '"' && "&quot;" || "&#" + c.charCodeAt() + ";";
  }
  copy(NodeType, Node);
  copy(NodeType, Node.prototype);
  copy(DocumentPosition, Node);
  copy(DocumentPosition, Node.prototype);
  function _visitNode(node, callback) {
    walkDOM(node, null, {
      enter: function(n) {
        return callback(n) ? walkDOM.STOP : true;
      }
    });
  }
  function walkDOM(node, context, callbacks) {
    var stack = [{ node, context, phase: walkDOM.ENTER }];
    while (stack.length > 0) {
      var frame = stack.pop();
      if (frame.phase === walkDOM.ENTER) {
        var childContext = callbacks.enter(frame.node, frame.context);
        if (childContext === walkDOM.STOP) {
          return walkDOM.STOP;
        }
        stack.push({ node: frame.node, context: childContext, phase: walkDOM.EXIT });
        if (childContext === null || childContext === undefined) {
          continue;
        }
        var child = frame.node.lastChild;
        while (child) {
          stack.push({ node: child, context: childContext, phase: walkDOM.ENTER });
          child = child.previousSibling;
        }
      } else {
        if (callbacks.exit) {
          callbacks.exit(frame.node, frame.context);
        }
      }
    }
  }
  walkDOM.STOP = Symbol("walkDOM.STOP");
  walkDOM.ENTER = 0;
  walkDOM.EXIT = 1;
  function Document(symbol, options) {
    checkSymbol(symbol);
    var opt = options || {};
    this.ownerDocument = this;
    this.contentType = opt.contentType || MIME_TYPE.XML_APPLICATION;
    this.type = isHTMLMimeType(this.contentType) ? "html" : "xml";
  }
  function _onAddAttribute(doc, el, newAttr) {
    doc && doc._inc++;
    var ns = newAttr.namespaceURI;
    if (ns === NAMESPACE.XMLNS) {
      el._nsMap[newAttr.prefix ? newAttr.localName : ""] = newAttr.value;
    }
  }
  function _onRemoveAttribute(doc, el, newAttr, remove) {
    doc && doc._inc++;
    var ns = newAttr.namespaceURI;
    if (ns === NAMESPACE.XMLNS) {
      delete el._nsMap[newAttr.prefix ? newAttr.localName : ""];
    }
  }
  function _onUpdateChild(doc, parent, newChild) {
    if (doc && doc._inc) {
      doc._inc++;
      var childNodes = parent.childNodes;
      if (newChild && !newChild.nextSibling) {
        childNodes[childNodes.length++] = newChild;
      } else {
        var child = parent.firstChild;
        var i = 0;
        while (child) {
          childNodes[i++] = child;
          child = child.nextSibling;
        }
        childNodes.length = i;
        delete childNodes[childNodes.length];
      }
    }
  }
  function _removeChild(parentNode, child) {
    if (parentNode !== child.parentNode) {
      throw new DOMException(DOMException.NOT_FOUND_ERR, "child's parent is not parent");
    }
    var oldPreviousSibling = child.previousSibling;
    var oldNextSibling = child.nextSibling;
    if (oldPreviousSibling) {
      oldPreviousSibling.nextSibling = oldNextSibling;
    } else {
      parentNode.firstChild = oldNextSibling;
    }
    if (oldNextSibling) {
      oldNextSibling.previousSibling = oldPreviousSibling;
    } else {
      parentNode.lastChild = oldPreviousSibling;
    }
    _onUpdateChild(parentNode.ownerDocument, parentNode);
    child.parentNode = null;
    child.previousSibling = null;
    child.nextSibling = null;
    return child;
  }
  function hasValidParentNodeType(node) {
    return node && (node.nodeType === Node.DOCUMENT_NODE || node.nodeType === Node.DOCUMENT_FRAGMENT_NODE || node.nodeType === Node.ELEMENT_NODE);
  }
  function hasInsertableNodeType(node) {
    return node && (node.nodeType === Node.CDATA_SECTION_NODE || node.nodeType === Node.COMMENT_NODE || node.nodeType === Node.DOCUMENT_FRAGMENT_NODE || node.nodeType === Node.DOCUMENT_TYPE_NODE || node.nodeType === Node.ELEMENT_NODE || node.nodeType === Node.PROCESSING_INSTRUCTION_NODE || node.nodeType === Node.TEXT_NODE);
  }
  function isDocTypeNode(node) {
    return node && node.nodeType === Node.DOCUMENT_TYPE_NODE;
  }
  function isElementNode(node) {
    return node && node.nodeType === Node.ELEMENT_NODE;
  }
  function isTextNode(node) {
    return node && node.nodeType === Node.TEXT_NODE;
  }
  function isElementInsertionPossible(doc, child) {
    var parentChildNodes = doc.childNodes || [];
    if (find(parentChildNodes, isElementNode) || isDocTypeNode(child)) {
      return false;
    }
    var docTypeNode = find(parentChildNodes, isDocTypeNode);
    return !(child && docTypeNode && parentChildNodes.indexOf(docTypeNode) > parentChildNodes.indexOf(child));
  }
  function isElementReplacementPossible(doc, child) {
    var parentChildNodes = doc.childNodes || [];
    function hasElementChildThatIsNotChild(node) {
      return isElementNode(node) && node !== child;
    }
    if (find(parentChildNodes, hasElementChildThatIsNotChild)) {
      return false;
    }
    var docTypeNode = find(parentChildNodes, isDocTypeNode);
    return !(child && docTypeNode && parentChildNodes.indexOf(docTypeNode) > parentChildNodes.indexOf(child));
  }
  function assertPreInsertionValidity1to5(parent, node, child) {
    if (!hasValidParentNodeType(parent)) {
      throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "Unexpected parent node type " + parent.nodeType);
    }
    if (child && child.parentNode !== parent) {
      throw new DOMException(DOMException.NOT_FOUND_ERR, "child not in parent");
    }
    if (!hasInsertableNodeType(node) || isDocTypeNode(node) && parent.nodeType !== Node.DOCUMENT_NODE) {
      throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "Unexpected node type " + node.nodeType + " for parent node type " + parent.nodeType);
    }
  }
  function assertPreInsertionValidityInDocument(parent, node, child) {
    var parentChildNodes = parent.childNodes || [];
    var nodeChildNodes = node.childNodes || [];
    if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) {
      var nodeChildElements = nodeChildNodes.filter(isElementNode);
      if (nodeChildElements.length > 1 || find(nodeChildNodes, isTextNode)) {
        throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "More than one element or text in fragment");
      }
      if (nodeChildElements.length === 1 && !isElementInsertionPossible(parent, child)) {
        throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "Element in fragment can not be inserted before doctype");
      }
    }
    if (isElementNode(node)) {
      if (!isElementInsertionPossible(parent, child)) {
        throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "Only one element can be added and only after doctype");
      }
    }
    if (isDocTypeNode(node)) {
      if (find(parentChildNodes, isDocTypeNode)) {
        throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "Only one doctype is allowed");
      }
      var parentElementChild = find(parentChildNodes, isElementNode);
      if (child && parentChildNodes.indexOf(parentElementChild) < parentChildNodes.indexOf(child)) {
        throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "Doctype can only be inserted before an element");
      }
      if (!child && parentElementChild) {
        throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "Doctype can not be appended since element is present");
      }
    }
  }
  function assertPreReplacementValidityInDocument(parent, node, child) {
    var parentChildNodes = parent.childNodes || [];
    var nodeChildNodes = node.childNodes || [];
    if (node.nodeType === Node.DOCUMENT_FRAGMENT_NODE) {
      var nodeChildElements = nodeChildNodes.filter(isElementNode);
      if (nodeChildElements.length > 1 || find(nodeChildNodes, isTextNode)) {
        throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "More than one element or text in fragment");
      }
      if (nodeChildElements.length === 1 && !isElementReplacementPossible(parent, child)) {
        throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "Element in fragment can not be inserted before doctype");
      }
    }
    if (isElementNode(node)) {
      if (!isElementReplacementPossible(parent, child)) {
        throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "Only one element can be added and only after doctype");
      }
    }
    if (isDocTypeNode(node)) {
      let hasDoctypeChildThatIsNotChild = function(node) {
        return isDocTypeNode(node) && node !== child;
      };
      if (find(parentChildNodes, hasDoctypeChildThatIsNotChild)) {
        throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "Only one doctype is allowed");
      }
      var parentElementChild = find(parentChildNodes, isElementNode);
      if (child && parentChildNodes.indexOf(parentElementChild) < parentChildNodes.indexOf(child)) {
        throw new DOMException(DOMException.HIERARCHY_REQUEST_ERR, "Doctype can only be inserted before an element");
      }
    }
  }
  function _insertBefore(parent, node, child, _inDocumentAssertion) {
    assertPreInsertionValidity1to5(parent, node, child);
    if (parent.nodeType === Node.DOCUMENT_NODE) {
      (_inDocumentAssertion || assertPreInsertionValidityInDocument)(parent, node, child);
    }
    var cp = node.parentNode;
    if (cp) {
      cp.removeChild(node);
    }
    if (node.nodeType === DOCUMENT_FRAGMENT_NODE) {
      var newFirst = node.firstChild;
      if (newFirst == null) {
        return node;
      }
      var newLast = node.lastChild;
    } else {
      newFirst = newLast = node;
    }
    var pre = child ? child.previousSibling : parent.lastChild;
    newFirst.previousSibling = pre;
    newLast.nextSibling = child;
    if (pre) {
      pre.nextSibling = newFirst;
    } else {
      parent.firstChild = newFirst;
    }
    if (child == null) {
      parent.lastChild = newLast;
    } else {
      child.previousSibling = newLast;
    }
    do {
      newFirst.parentNode = parent;
    } while (newFirst !== newLast && (newFirst = newFirst.nextSibling));
    _onUpdateChild(parent.ownerDocument || parent, parent, node);
    if (node.nodeType == DOCUMENT_FRAGMENT_NODE) {
      node.firstChild = node.lastChild = null;
    }
    return node;
  }
  Document.prototype = {
    implementation: null,
    nodeName: "#document",
    nodeType: DOCUMENT_NODE,
    doctype: null,
    documentElement: null,
    _inc: 1,
    insertBefore: function(newChild, refChild) {
      if (newChild.nodeType === DOCUMENT_FRAGMENT_NODE) {
        var child = newChild.firstChild;
        while (child) {
          var next = child.nextSibling;
          this.insertBefore(child, refChild);
          child = next;
        }
        return newChild;
      }
      _insertBefore(this, newChild, refChild);
      newChild.ownerDocument = this;
      if (this.documentElement === null && newChild.nodeType === ELEMENT_NODE) {
        this.documentElement = newChild;
      }
      return newChild;
    },
    removeChild: function(oldChild) {
      var removed = _removeChild(this, oldChild);
      if (removed === this.documentElement) {
        this.documentElement = null;
      }
      return removed;
    },
    replaceChild: function(newChild, oldChild) {
      _insertBefore(this, newChild, oldChild, assertPreReplacementValidityInDocument);
      newChild.ownerDocument = this;
      if (oldChild) {
        this.removeChild(oldChild);
      }
      if (isElementNode(newChild)) {
        this.documentElement = newChild;
      }
    },
    importNode: function(importedNode, deep) {
      return importNode(this, importedNode, deep);
    },
    getElementById: function(id) {
      var rtv = null;
      _visitNode(this.documentElement, function(node) {
        if (node.nodeType == ELEMENT_NODE) {
          if (node.getAttribute("id") == id) {
            rtv = node;
            return true;
          }
        }
      });
      return rtv;
    },
    createElement: function(tagName) {
      var node = new Element(PDC);
      node.ownerDocument = this;
      if (this.type === "html") {
        tagName = tagName.toLowerCase();
      }
      if (hasDefaultHTMLNamespace(this.contentType)) {
        node.namespaceURI = NAMESPACE.HTML;
      }
      node.nodeName = tagName;
      node.tagName = tagName;
      node.localName = tagName;
      node.childNodes = new NodeList;
      var attrs = node.attributes = new NamedNodeMap;
      attrs._ownerElement = node;
      return node;
    },
    createDocumentFragment: function() {
      var node = new DocumentFragment(PDC);
      node.ownerDocument = this;
      node.childNodes = new NodeList;
      return node;
    },
    createTextNode: function(data) {
      var node = new Text(PDC);
      node.ownerDocument = this;
      node.childNodes = new NodeList;
      node.appendData(data);
      return node;
    },
    createComment: function(data) {
      var node = new Comment(PDC);
      node.ownerDocument = this;
      node.childNodes = new NodeList;
      node.appendData(data);
      return node;
    },
    createCDATASection: function(data) {
      if (data.indexOf("]]>") !== -1) {
        throw new DOMException(DOMException.INVALID_CHARACTER_ERR, 'data contains "]]>"');
      }
      var node = new CDATASection(PDC);
      node.ownerDocument = this;
      node.childNodes = new NodeList;
      node.appendData(data);
      return node;
    },
    createProcessingInstruction: function(target, data) {
      var node = new ProcessingInstruction(PDC);
      node.ownerDocument = this;
      node.childNodes = new NodeList;
      node.nodeName = node.target = target;
      node.nodeValue = node.data = data;
      return node;
    },
    createAttribute: function(name) {
      if (!g.QName_exact.test(name)) {
        throw new DOMException(DOMException.INVALID_CHARACTER_ERR, 'invalid character in name "' + name + '"');
      }
      if (this.type === "html") {
        name = name.toLowerCase();
      }
      return this._createAttribute(name);
    },
    _createAttribute: function(name) {
      var node = new Attr(PDC);
      node.ownerDocument = this;
      node.childNodes = new NodeList;
      node.name = name;
      node.nodeName = name;
      node.localName = name;
      node.specified = true;
      return node;
    },
    createEntityReference: function(name) {
      if (!g.Name_exact.test(name)) {
        throw new DOMException(DOMException.INVALID_CHARACTER_ERR, 'not a valid xml name "' + name + '"');
      }
      if (this.type === "html") {
        throw new DOMException("document is an html document", DOMExceptionName.NotSupportedError);
      }
      var node = new EntityReference(PDC);
      node.ownerDocument = this;
      node.childNodes = new NodeList;
      node.nodeName = name;
      return node;
    },
    createElementNS: function(namespaceURI, qualifiedName) {
      var validated = validateAndExtract(namespaceURI, qualifiedName);
      var node = new Element(PDC);
      var attrs = node.attributes = new NamedNodeMap;
      node.childNodes = new NodeList;
      node.ownerDocument = this;
      node.nodeName = qualifiedName;
      node.tagName = qualifiedName;
      node.namespaceURI = validated[0];
      node.prefix = validated[1];
      node.localName = validated[2];
      attrs._ownerElement = node;
      return node;
    },
    createAttributeNS: function(namespaceURI, qualifiedName) {
      var validated = validateAndExtract(namespaceURI, qualifiedName);
      var node = new Attr(PDC);
      node.ownerDocument = this;
      node.childNodes = new NodeList;
      node.nodeName = qualifiedName;
      node.name = qualifiedName;
      node.specified = true;
      node.namespaceURI = validated[0];
      node.prefix = validated[1];
      node.localName = validated[2];
      return node;
    }
  };
  _extends(Document, Node);
  function Element(symbol) {
    checkSymbol(symbol);
    this._nsMap = Object.create(null);
  }
  Element.prototype = {
    nodeType: ELEMENT_NODE,
    attributes: null,
    getQualifiedName: function() {
      return this.prefix ? this.prefix + ":" + this.localName : this.localName;
    },
    _isInHTMLDocumentAndNamespace: function() {
      return this.ownerDocument.type === "html" && this.namespaceURI === NAMESPACE.HTML;
    },
    hasAttributes: function() {
      return !!(this.attributes && this.attributes.length);
    },
    hasAttribute: function(name) {
      return !!this.getAttributeNode(name);
    },
    getAttribute: function(name) {
      var attr = this.getAttributeNode(name);
      return attr ? attr.value : null;
    },
    getAttributeNode: function(name) {
      if (this._isInHTMLDocumentAndNamespace()) {
        name = name.toLowerCase();
      }
      return this.attributes.getNamedItem(name);
    },
    setAttribute: function(name, value) {
      if (this._isInHTMLDocumentAndNamespace()) {
        name = name.toLowerCase();
      }
      var attr = this.getAttributeNode(name);
      if (attr) {
        attr.value = attr.nodeValue = "" + value;
      } else {
        attr = this.ownerDocument._createAttribute(name);
        attr.value = attr.nodeValue = "" + value;
        this.setAttributeNode(attr);
      }
    },
    removeAttribute: function(name) {
      var attr = this.getAttributeNode(name);
      attr && this.removeAttributeNode(attr);
    },
    setAttributeNode: function(newAttr) {
      return this.attributes.setNamedItem(newAttr);
    },
    setAttributeNodeNS: function(newAttr) {
      return this.attributes.setNamedItemNS(newAttr);
    },
    removeAttributeNode: function(oldAttr) {
      return this.attributes.removeNamedItem(oldAttr.nodeName);
    },
    removeAttributeNS: function(namespaceURI, localName) {
      var old = this.getAttributeNodeNS(namespaceURI, localName);
      old && this.removeAttributeNode(old);
    },
    hasAttributeNS: function(namespaceURI, localName) {
      return this.getAttributeNodeNS(namespaceURI, localName) != null;
    },
    getAttributeNS: function(namespaceURI, localName) {
      var attr = this.getAttributeNodeNS(namespaceURI, localName);
      return attr ? attr.value : null;
    },
    setAttributeNS: function(namespaceURI, qualifiedName, value) {
      var validated = validateAndExtract(namespaceURI, qualifiedName);
      var localName = validated[2];
      var attr = this.getAttributeNodeNS(namespaceURI, localName);
      if (attr) {
        attr.value = attr.nodeValue = "" + value;
      } else {
        attr = this.ownerDocument.createAttributeNS(namespaceURI, qualifiedName);
        attr.value = attr.nodeValue = "" + value;
        this.setAttributeNode(attr);
      }
    },
    getAttributeNodeNS: function(namespaceURI, localName) {
      return this.attributes.getNamedItemNS(namespaceURI, localName);
    },
    getElementsByClassName: function(classNames) {
      var classNamesSet = toOrderedSet(classNames);
      return new LiveNodeList(this, function(base) {
        var ls = [];
        if (classNamesSet.length > 0) {
          _visitNode(base, function(node) {
            if (node !== base && node.nodeType === ELEMENT_NODE) {
              var nodeClassNames = node.getAttribute("class");
              if (nodeClassNames) {
                var matches = classNames === nodeClassNames;
                if (!matches) {
                  var nodeClassNamesSet = toOrderedSet(nodeClassNames);
                  matches = classNamesSet.every(arrayIncludes(nodeClassNamesSet));
                }
                if (matches) {
                  ls.push(node);
                }
              }
            }
          });
        }
        return ls;
      });
    },
    getElementsByTagName: function(qualifiedName) {
      var isHTMLDocument = (this.nodeType === DOCUMENT_NODE ? this : this.ownerDocument).type === "html";
      var lowerQualifiedName = qualifiedName.toLowerCase();
      return new LiveNodeList(this, function(base) {
        var ls = [];
        _visitNode(base, function(node) {
          if (node === base || node.nodeType !== ELEMENT_NODE) {
            return;
          }
          if (qualifiedName === "*") {
            ls.push(node);
          } else {
            var nodeQualifiedName = node.getQualifiedName();
            var matchingQName = isHTMLDocument && node.namespaceURI === NAMESPACE.HTML ? lowerQualifiedName : qualifiedName;
            if (nodeQualifiedName === matchingQName) {
              ls.push(node);
            }
          }
        });
        return ls;
      });
    },
    getElementsByTagNameNS: function(namespaceURI, localName) {
      return new LiveNodeList(this, function(base) {
        var ls = [];
        _visitNode(base, function(node) {
          if (node !== base && node.nodeType === ELEMENT_NODE && (namespaceURI === "*" || node.namespaceURI === namespaceURI) && (localName === "*" || node.localName == localName)) {
            ls.push(node);
          }
        });
        return ls;
      });
    }
  };
  Document.prototype.getElementsByClassName = Element.prototype.getElementsByClassName;
  Document.prototype.getElementsByTagName = Element.prototype.getElementsByTagName;
  Document.prototype.getElementsByTagNameNS = Element.prototype.getElementsByTagNameNS;
  _extends(Element, Node);
  function Attr(symbol) {
    checkSymbol(symbol);
    this.namespaceURI = null;
    this.prefix = null;
    this.ownerElement = null;
  }
  Attr.prototype.nodeType = ATTRIBUTE_NODE;
  _extends(Attr, Node);
  function CharacterData(symbol) {
    checkSymbol(symbol);
  }
  CharacterData.prototype = {
    data: "",
    substringData: function(offset, count) {
      return this.data.substring(offset, offset + count);
    },
    appendData: function(text) {
      text = this.data + text;
      this.nodeValue = this.data = text;
      this.length = text.length;
    },
    insertData: function(offset, text) {
      this.replaceData(offset, 0, text);
    },
    deleteData: function(offset, count) {
      this.replaceData(offset, count, "");
    },
    replaceData: function(offset, count, text) {
      var start = this.data.substring(0, offset);
      var end = this.data.substring(offset + count);
      text = start + text + end;
      this.nodeValue = this.data = text;
      this.length = text.length;
    }
  };
  _extends(CharacterData, Node);
  function Text(symbol) {
    checkSymbol(symbol);
  }
  Text.prototype = {
    nodeName: "#text",
    nodeType: TEXT_NODE,
    splitText: function(offset) {
      var text = this.data;
      var newText = text.substring(offset);
      text = text.substring(0, offset);
      this.data = this.nodeValue = text;
      this.length = text.length;
      var newNode = this.ownerDocument.createTextNode(newText);
      if (this.parentNode) {
        this.parentNode.insertBefore(newNode, this.nextSibling);
      }
      return newNode;
    }
  };
  _extends(Text, CharacterData);
  function Comment(symbol) {
    checkSymbol(symbol);
  }
  Comment.prototype = {
    nodeName: "#comment",
    nodeType: COMMENT_NODE
  };
  _extends(Comment, CharacterData);
  function CDATASection(symbol) {
    checkSymbol(symbol);
  }
  CDATASection.prototype = {
    nodeName: "#cdata-section",
    nodeType: CDATA_SECTION_NODE
  };
  _extends(CDATASection, Text);
  function DocumentType(symbol) {
    checkSymbol(symbol);
  }
  DocumentType.prototype.nodeType = DOCUMENT_TYPE_NODE;
  _extends(DocumentType, Node);
  function Notation(symbol) {
    checkSymbol(symbol);
  }
  Notation.prototype.nodeType = NOTATION_NODE;
  _extends(Notation, Node);
  function Entity(symbol) {
    checkSymbol(symbol);
  }
  Entity.prototype.nodeType = ENTITY_NODE;
  _extends(Entity, Node);
  function EntityReference(symbol) {
    checkSymbol(symbol);
  }
  EntityReference.prototype.nodeType = ENTITY_REFERENCE_NODE;
  _extends(EntityReference, Node);
  function DocumentFragment(symbol) {
    checkSymbol(symbol);
  }
  DocumentFragment.prototype.nodeName = "#document-fragment";
  DocumentFragment.prototype.nodeType = DOCUMENT_FRAGMENT_NODE;
  _extends(DocumentFragment, Node);
  function ProcessingInstruction(symbol) {
    checkSymbol(symbol);
  }
  ProcessingInstruction.prototype.nodeType = PROCESSING_INSTRUCTION_NODE;
  _extends(ProcessingInstruction, CharacterData);
  function XMLSerializer() {}
  XMLSerializer.prototype.serializeToString = function(node, options) {
    return nodeSerializeToString.call(node, options);
  };
  Node.prototype.toString = nodeSerializeToString;
  function nodeSerializeToString(options) {
    var opts;
    if (typeof options === "function") {
      opts = { requireWellFormed: false, splitCDATASections: true, nodeFilter: options };
    } else if (options != null) {
      opts = {
        requireWellFormed: !!options.requireWellFormed,
        splitCDATASections: options.splitCDATASections !== false,
        nodeFilter: options.nodeFilter || null
      };
    } else {
      opts = { requireWellFormed: false, splitCDATASections: true, nodeFilter: null };
    }
    var buf = [];
    var refNode = this.nodeType === DOCUMENT_NODE && this.documentElement || this;
    var prefix = refNode.prefix;
    var uri = refNode.namespaceURI;
    if (uri && prefix == null) {
      var prefix = refNode.lookupPrefix(uri);
      if (prefix == null) {
        var visibleNamespaces = [
          { namespace: uri, prefix: null }
        ];
      }
    }
    serializeToString(this, buf, visibleNamespaces, opts);
    return buf.join("");
  }
  function needNamespaceDefine(node, isHTML, visibleNamespaces) {
    var prefix = node.prefix || "";
    var uri = node.namespaceURI;
    if (!uri) {
      return false;
    }
    if (prefix === "xml" && uri === NAMESPACE.XML || uri === NAMESPACE.XMLNS) {
      return false;
    }
    var i = visibleNamespaces.length;
    while (i--) {
      var ns = visibleNamespaces[i];
      if (ns.prefix === prefix) {
        return ns.namespace !== uri;
      }
    }
    return true;
  }
  function addSerializedAttribute(buf, qualifiedName, value, requireWellFormed) {
    if (requireWellFormed && !g.QName_exact.test(qualifiedName)) {
      throw new DOMException('The attribute name "' + qualifiedName + '" is not a valid XML QName', DOMExceptionName.InvalidStateError);
    }
    buf.push(" ", qualifiedName, '="', value.replace(/[<>&"\t\n\r]/g, _xmlEncoder), '"');
  }
  function serializeToString(node, buf, visibleNamespaces, opts) {
    if (!visibleNamespaces) {
      visibleNamespaces = [];
    }
    var nodeFilter = opts.nodeFilter;
    var requireWellFormed = opts.requireWellFormed;
    var splitCDATASections = opts.splitCDATASections;
    var doc = node.nodeType === DOCUMENT_NODE ? node : node.ownerDocument;
    var isHTML = doc.type === "html";
    walkDOM(node, { ns: visibleNamespaces }, {
      enter: function(n, ctx) {
        var namespaces = ctx.ns;
        if (nodeFilter) {
          n = nodeFilter(n);
          if (n) {
            if (typeof n == "string") {
              buf.push(n);
              return null;
            }
          } else {
            return null;
          }
        }
        switch (n.nodeType) {
          case ELEMENT_NODE:
            var attrs = n.attributes;
            var len = attrs.length;
            var nodeName = n.tagName;
            var prefixedNodeName = nodeName;
            if (!isHTML && !n.prefix && n.namespaceURI) {
              var defaultNS;
              for (var ai = 0;ai < attrs.length; ai++) {
                if (attrs.item(ai).name === "xmlns") {
                  defaultNS = attrs.item(ai).value;
                  break;
                }
              }
              if (!defaultNS) {
                for (var nsi = namespaces.length - 1;nsi >= 0; nsi--) {
                  var nsEntry = namespaces[nsi];
                  if (nsEntry.prefix === "" && nsEntry.namespace === n.namespaceURI) {
                    defaultNS = nsEntry.namespace;
                    break;
                  }
                }
              }
              if (defaultNS !== n.namespaceURI) {
                for (var nsi = namespaces.length - 1;nsi >= 0; nsi--) {
                  var nsEntry = namespaces[nsi];
                  if (nsEntry.namespace === n.namespaceURI) {
                    if (nsEntry.prefix) {
                      prefixedNodeName = nsEntry.prefix + ":" + nodeName;
                    }
                    break;
                  }
                }
              }
            }
            if (requireWellFormed && !g.QName_exact.test(prefixedNodeName)) {
              throw new DOMException('The element name "' + prefixedNodeName + '" is not a valid XML QName', DOMExceptionName.InvalidStateError);
            }
            buf.push("<", prefixedNodeName);
            var childNamespaces = namespaces.slice();
            for (var i = 0;i < len; i++) {
              var attr = attrs.item(i);
              if (attr.prefix == "xmlns") {
                childNamespaces.push({
                  prefix: attr.localName,
                  namespace: attr.value
                });
              } else if (attr.nodeName == "xmlns") {
                childNamespaces.push({ prefix: "", namespace: attr.value });
              }
            }
            for (var i = 0;i < len; i++) {
              var attr = attrs.item(i);
              if (needNamespaceDefine(attr, isHTML, childNamespaces)) {
                var attrPrefix = attr.prefix || "";
                var uri = attr.namespaceURI;
                addSerializedAttribute(buf, attrPrefix ? "xmlns:" + attrPrefix : "xmlns", uri, requireWellFormed);
                childNamespaces.push({ prefix: attrPrefix, namespace: uri });
              }
              var filteredAttr = nodeFilter ? nodeFilter(attr) : attr;
              if (filteredAttr) {
                if (typeof filteredAttr === "string") {
                  buf.push(filteredAttr);
                } else {
                  addSerializedAttribute(buf, filteredAttr.name, filteredAttr.value, requireWellFormed);
                }
              }
            }
            if (nodeName === prefixedNodeName && needNamespaceDefine(n, isHTML, childNamespaces)) {
              var nodePrefix = n.prefix || "";
              var uri = n.namespaceURI;
              addSerializedAttribute(buf, nodePrefix ? "xmlns:" + nodePrefix : "xmlns", uri, requireWellFormed);
              childNamespaces.push({ prefix: nodePrefix, namespace: uri });
            }
            var canCloseTag = !n.firstChild;
            if (canCloseTag && (isHTML || n.namespaceURI === NAMESPACE.HTML)) {
              canCloseTag = isHTMLVoidElement(nodeName);
            }
            if (canCloseTag) {
              buf.push("/>");
              return null;
            }
            buf.push(">");
            if (isHTML && isHTMLRawTextElement(nodeName)) {
              var child = n.firstChild;
              while (child) {
                if (child.data) {
                  buf.push(child.data);
                } else {
                  serializeToString(child, buf, childNamespaces.slice(), opts);
                }
                child = child.nextSibling;
              }
              buf.push("</", prefixedNodeName, ">");
              return null;
            }
            return { ns: childNamespaces, tag: prefixedNodeName };
          case DOCUMENT_NODE:
          case DOCUMENT_FRAGMENT_NODE:
            if (requireWellFormed && n.nodeType === DOCUMENT_NODE && n.documentElement == null) {
              throw new DOMException("The Document has no documentElement", DOMExceptionName.InvalidStateError);
            }
            return { ns: namespaces };
          case ATTRIBUTE_NODE:
            addSerializedAttribute(buf, n.name, n.value, requireWellFormed);
            return null;
          case TEXT_NODE:
            if (requireWellFormed && g.InvalidChar.test(n.data)) {
              throw new DOMException("The Text node data contains characters outside the XML Char production", DOMExceptionName.InvalidStateError);
            }
            buf.push(n.data.replace(/[<&>]/g, _xmlEncoder));
            return null;
          case CDATA_SECTION_NODE:
            if (requireWellFormed && n.data.indexOf("]]>") !== -1) {
              throw new DOMException('The CDATASection data contains "]]>"', DOMExceptionName.InvalidStateError);
            }
            if (splitCDATASections) {
              buf.push(g.CDATA_START, n.data.replace(/]]>/g, "]]]]><![CDATA[>"), g.CDATA_END);
            } else {
              buf.push(g.CDATA_START, n.data, g.CDATA_END);
            }
            return null;
          case COMMENT_NODE:
            if (requireWellFormed) {
              if (g.InvalidChar.test(n.data)) {
                throw new DOMException("The comment node data contains characters outside the XML Char production", DOMExceptionName.InvalidStateError);
              }
              if (n.data.indexOf("--") !== -1 || n.data[n.data.length - 1] === "-") {
                throw new DOMException('The comment node data contains "--" or ends with "-"', DOMExceptionName.InvalidStateError);
              }
            }
            buf.push(g.COMMENT_START, n.data, g.COMMENT_END);
            return null;
          case DOCUMENT_TYPE_NODE:
            var pubid = n.publicId;
            var sysid = n.systemId;
            if (requireWellFormed) {
              if (!g.Name_exact.test(n.name)) {
                throw new DOMException('The doctype name "' + n.name + '" is not a valid XML Name', DOMExceptionName.InvalidStateError);
              }
              if (pubid && !g.PubidLiteral_match.test(pubid)) {
                throw new DOMException("DocumentType publicId is not a valid PubidLiteral", DOMExceptionName.InvalidStateError);
              }
              if (sysid && sysid !== "." && !g.SystemLiteral_match.test(sysid)) {
                throw new DOMException("DocumentType systemId is not a valid SystemLiteral", DOMExceptionName.InvalidStateError);
              }
              if (n.internalSubset && n.internalSubset.indexOf("]>") !== -1) {
                throw new DOMException('DocumentType internalSubset contains "]>"', DOMExceptionName.InvalidStateError);
              }
            }
            buf.push(g.DOCTYPE_DECL_START, " ", n.name);
            if (pubid) {
              buf.push(" ", g.PUBLIC, " ", pubid);
              if (sysid && sysid !== ".") {
                buf.push(" ", sysid);
              }
            } else if (sysid && sysid !== ".") {
              buf.push(" ", g.SYSTEM, " ", sysid);
            }
            if (n.internalSubset) {
              buf.push(" [", n.internalSubset, "]");
            }
            buf.push(">");
            return null;
          case PROCESSING_INSTRUCTION_NODE:
            if (requireWellFormed) {
              if (!g.NCName_exact.test(n.target) || n.target.toLowerCase() === "xml") {
                throw new DOMException('The processing instruction target "' + n.target + '" is not a valid XML NCName or is reserved', DOMExceptionName.InvalidStateError);
              }
              if (g.InvalidChar.test(n.data)) {
                throw new DOMException("The ProcessingInstruction data contains characters outside the XML Char production", DOMExceptionName.InvalidStateError);
              }
              if (n.data.indexOf("?>") !== -1) {
                throw new DOMException('The ProcessingInstruction data contains "?>"', DOMExceptionName.InvalidStateError);
              }
            }
            buf.push("<?", n.target, " ", n.data, "?>");
            return null;
          case ENTITY_REFERENCE_NODE:
            if (requireWellFormed && !g.Name_exact.test(n.nodeName)) {
              throw new DOMException('The entity reference name "' + n.nodeName + '" is not a valid XML Name', DOMExceptionName.InvalidStateError);
            }
            buf.push("&", n.nodeName, ";");
            return null;
          default:
            buf.push("??", n.nodeName);
            return null;
        }
      },
      exit: function(n, childCtx) {
        if (childCtx && childCtx.tag) {
          buf.push("</", childCtx.tag, ">");
        }
      }
    });
  }
  function importNode(doc, node, deep) {
    var destRoot;
    walkDOM(node, null, {
      enter: function(srcNode, destParent) {
        var destNode = srcNode.cloneNode(false);
        destNode.ownerDocument = doc;
        destNode.parentNode = null;
        if (destParent === null) {
          destRoot = destNode;
        } else {
          destParent.appendChild(destNode);
        }
        var shouldDeep = srcNode.nodeType === ATTRIBUTE_NODE || deep;
        return shouldDeep ? destNode : null;
      }
    });
    return destRoot;
  }
  function cloneNode(doc, node, deep) {
    var destRoot;
    walkDOM(node, null, {
      enter: function(srcNode, destParent) {
        var destNode = new srcNode.constructor(PDC);
        for (var n in srcNode) {
          if (hasOwn(srcNode, n)) {
            var v = srcNode[n];
            if (typeof v != "object") {
              if (v != destNode[n]) {
                destNode[n] = v;
              }
            }
          }
        }
        if (srcNode.childNodes) {
          destNode.childNodes = new NodeList;
        }
        destNode.ownerDocument = doc;
        var shouldDeep = deep;
        switch (destNode.nodeType) {
          case ELEMENT_NODE:
            var attrs = srcNode.attributes;
            var attrs2 = destNode.attributes = new NamedNodeMap;
            var len = attrs.length;
            attrs2._ownerElement = destNode;
            for (var i = 0;i < len; i++) {
              destNode.setAttributeNode(cloneNode(doc, attrs.item(i), true));
            }
            break;
          case ATTRIBUTE_NODE:
            shouldDeep = true;
        }
        if (destParent !== null) {
          destParent.appendChild(destNode);
        } else {
          destRoot = destNode;
        }
        return shouldDeep ? destNode : null;
      }
    });
    return destRoot;
  }
  function __set__(object, key, value) {
    object[key] = value;
  }
  function childrenRefresh(node) {
    var ls = [];
    var child = node.firstChild;
    while (child) {
      if (child.nodeType === ELEMENT_NODE) {
        ls.push(child);
      }
      child = child.nextSibling;
    }
    return ls;
  }
  try {
    if (Object.defineProperty) {
      Object.defineProperty(LiveNodeList.prototype, "length", {
        get: function() {
          _updateLiveList(this);
          return this.$$length;
        }
      });
      Object.defineProperty(Node.prototype, "textContent", {
        get: function() {
          if (this.nodeType === ELEMENT_NODE || this.nodeType === DOCUMENT_FRAGMENT_NODE) {
            var buf = [];
            walkDOM(this, null, {
              enter: function(n) {
                if (n.nodeType === ELEMENT_NODE || n.nodeType === DOCUMENT_FRAGMENT_NODE) {
                  return true;
                }
                if (n.nodeType === PROCESSING_INSTRUCTION_NODE || n.nodeType === COMMENT_NODE) {
                  return null;
                }
                buf.push(n.nodeValue);
              }
            });
            return buf.join("");
          }
          return this.nodeValue;
        },
        set: function(data) {
          switch (this.nodeType) {
            case ELEMENT_NODE:
            case DOCUMENT_FRAGMENT_NODE:
              while (this.firstChild) {
                this.removeChild(this.firstChild);
              }
              if (data || String(data)) {
                this.appendChild(this.ownerDocument.createTextNode(data));
              }
              break;
            default:
              this.data = data;
              this.value = data;
              this.nodeValue = data;
          }
        }
      });
      Object.defineProperty(CharacterData.prototype, "data", {
        get: function() {
          return this._data != null ? this._data : "";
        },
        set: function(v) {
          this._data = v;
          this.length = typeof v === "string" ? v.length : 0;
        }
      });
      Object.defineProperty(CharacterData.prototype, "nodeValue", {
        get: function() {
          return this.data;
        },
        set: function(v) {
          this.data = v;
        },
        enumerable: true,
        configurable: true
      });
      Object.defineProperty(Element.prototype, "children", {
        get: function() {
          return new LiveNodeList(this, childrenRefresh);
        }
      });
      Object.defineProperty(Document.prototype, "children", {
        get: function() {
          return new LiveNodeList(this, childrenRefresh);
        }
      });
      Object.defineProperty(DocumentFragment.prototype, "children", {
        get: function() {
          return new LiveNodeList(this, childrenRefresh);
        }
      });
      __set__ = function(object, key, value) {
        object["$$" + key] = value;
      };
    }
  } catch (e) {}
  exports._updateLiveList = _updateLiveList;
  exports.Attr = Attr;
  exports.CDATASection = CDATASection;
  exports.CharacterData = CharacterData;
  exports.Comment = Comment;
  exports.Document = Document;
  exports.DocumentFragment = DocumentFragment;
  exports.DocumentType = DocumentType;
  exports.DOMImplementation = DOMImplementation;
  exports.Element = Element;
  exports.Entity = Entity;
  exports.EntityReference = EntityReference;
  exports.LiveNodeList = LiveNodeList;
  exports.NamedNodeMap = NamedNodeMap;
  exports.Node = Node;
  exports.NodeList = NodeList;
  exports.Notation = Notation;
  exports.Text = Text;
  exports.ProcessingInstruction = ProcessingInstruction;
  exports.walkDOM = walkDOM;
  exports.XMLSerializer = XMLSerializer;
});

// node_modules/@xmldom/xmldom/lib/entities.js
var require_entities = __commonJS(function(exports) {
  var freeze = require_conventions().freeze;
  exports.XML_ENTITIES = freeze({
    amp: "&",
    apos: "'",
    gt: ">",
    lt: "<",
    quot: '"'
  });
  exports.HTML_ENTITIES = freeze({
    Aacute: "\xC1",
    aacute: "\xE1",
    Abreve: "\u0102",
    abreve: "\u0103",
    ac: "\u223E",
    acd: "\u223F",
    acE: "\u223E\u0333",
    Acirc: "\xC2",
    acirc: "\xE2",
    acute: "\xB4",
    Acy: "\u0410",
    acy: "\u0430",
    AElig: "\xC6",
    aelig: "\xE6",
    af: "\u2061",
    Afr: "\uD835\uDD04",
    afr: "\uD835\uDD1E",
    Agrave: "\xC0",
    agrave: "\xE0",
    alefsym: "\u2135",
    aleph: "\u2135",
    Alpha: "\u0391",
    alpha: "\u03B1",
    Amacr: "\u0100",
    amacr: "\u0101",
    amalg: "\u2A3F",
    AMP: "&",
    amp: "&",
    And: "\u2A53",
    and: "\u2227",
    andand: "\u2A55",
    andd: "\u2A5C",
    andslope: "\u2A58",
    andv: "\u2A5A",
    ang: "\u2220",
    ange: "\u29A4",
    angle: "\u2220",
    angmsd: "\u2221",
    angmsdaa: "\u29A8",
    angmsdab: "\u29A9",
    angmsdac: "\u29AA",
    angmsdad: "\u29AB",
    angmsdae: "\u29AC",
    angmsdaf: "\u29AD",
    angmsdag: "\u29AE",
    angmsdah: "\u29AF",
    angrt: "\u221F",
    angrtvb: "\u22BE",
    angrtvbd: "\u299D",
    angsph: "\u2222",
    angst: "\xC5",
    angzarr: "\u237C",
    Aogon: "\u0104",
    aogon: "\u0105",
    Aopf: "\uD835\uDD38",
    aopf: "\uD835\uDD52",
    ap: "\u2248",
    apacir: "\u2A6F",
    apE: "\u2A70",
    ape: "\u224A",
    apid: "\u224B",
    apos: "'",
    ApplyFunction: "\u2061",
    approx: "\u2248",
    approxeq: "\u224A",
    Aring: "\xC5",
    aring: "\xE5",
    Ascr: "\uD835\uDC9C",
    ascr: "\uD835\uDCB6",
    Assign: "\u2254",
    ast: "*",
    asymp: "\u2248",
    asympeq: "\u224D",
    Atilde: "\xC3",
    atilde: "\xE3",
    Auml: "\xC4",
    auml: "\xE4",
    awconint: "\u2233",
    awint: "\u2A11",
    backcong: "\u224C",
    backepsilon: "\u03F6",
    backprime: "\u2035",
    backsim: "\u223D",
    backsimeq: "\u22CD",
    Backslash: "\u2216",
    Barv: "\u2AE7",
    barvee: "\u22BD",
    Barwed: "\u2306",
    barwed: "\u2305",
    barwedge: "\u2305",
    bbrk: "\u23B5",
    bbrktbrk: "\u23B6",
    bcong: "\u224C",
    Bcy: "\u0411",
    bcy: "\u0431",
    bdquo: "\u201E",
    becaus: "\u2235",
    Because: "\u2235",
    because: "\u2235",
    bemptyv: "\u29B0",
    bepsi: "\u03F6",
    bernou: "\u212C",
    Bernoullis: "\u212C",
    Beta: "\u0392",
    beta: "\u03B2",
    beth: "\u2136",
    between: "\u226C",
    Bfr: "\uD835\uDD05",
    bfr: "\uD835\uDD1F",
    bigcap: "\u22C2",
    bigcirc: "\u25EF",
    bigcup: "\u22C3",
    bigodot: "\u2A00",
    bigoplus: "\u2A01",
    bigotimes: "\u2A02",
    bigsqcup: "\u2A06",
    bigstar: "\u2605",
    bigtriangledown: "\u25BD",
    bigtriangleup: "\u25B3",
    biguplus: "\u2A04",
    bigvee: "\u22C1",
    bigwedge: "\u22C0",
    bkarow: "\u290D",
    blacklozenge: "\u29EB",
    blacksquare: "\u25AA",
    blacktriangle: "\u25B4",
    blacktriangledown: "\u25BE",
    blacktriangleleft: "\u25C2",
    blacktriangleright: "\u25B8",
    blank: "\u2423",
    blk12: "\u2592",
    blk14: "\u2591",
    blk34: "\u2593",
    block: "\u2588",
    bne: "=\u20E5",
    bnequiv: "\u2261\u20E5",
    bNot: "\u2AED",
    bnot: "\u2310",
    Bopf: "\uD835\uDD39",
    bopf: "\uD835\uDD53",
    bot: "\u22A5",
    bottom: "\u22A5",
    bowtie: "\u22C8",
    boxbox: "\u29C9",
    boxDL: "\u2557",
    boxDl: "\u2556",
    boxdL: "\u2555",
    boxdl: "\u2510",
    boxDR: "\u2554",
    boxDr: "\u2553",
    boxdR: "\u2552",
    boxdr: "\u250C",
    boxH: "\u2550",
    boxh: "\u2500",
    boxHD: "\u2566",
    boxHd: "\u2564",
    boxhD: "\u2565",
    boxhd: "\u252C",
    boxHU: "\u2569",
    boxHu: "\u2567",
    boxhU: "\u2568",
    boxhu: "\u2534",
    boxminus: "\u229F",
    boxplus: "\u229E",
    boxtimes: "\u22A0",
    boxUL: "\u255D",
    boxUl: "\u255C",
    boxuL: "\u255B",
    boxul: "\u2518",
    boxUR: "\u255A",
    boxUr: "\u2559",
    boxuR: "\u2558",
    boxur: "\u2514",
    boxV: "\u2551",
    boxv: "\u2502",
    boxVH: "\u256C",
    boxVh: "\u256B",
    boxvH: "\u256A",
    boxvh: "\u253C",
    boxVL: "\u2563",
    boxVl: "\u2562",
    boxvL: "\u2561",
    boxvl: "\u2524",
    boxVR: "\u2560",
    boxVr: "\u255F",
    boxvR: "\u255E",
    boxvr: "\u251C",
    bprime: "\u2035",
    Breve: "\u02D8",
    breve: "\u02D8",
    brvbar: "\xA6",
    Bscr: "\u212C",
    bscr: "\uD835\uDCB7",
    bsemi: "\u204F",
    bsim: "\u223D",
    bsime: "\u22CD",
    bsol: "\\",
    bsolb: "\u29C5",
    bsolhsub: "\u27C8",
    bull: "\u2022",
    bullet: "\u2022",
    bump: "\u224E",
    bumpE: "\u2AAE",
    bumpe: "\u224F",
    Bumpeq: "\u224E",
    bumpeq: "\u224F",
    Cacute: "\u0106",
    cacute: "\u0107",
    Cap: "\u22D2",
    cap: "\u2229",
    capand: "\u2A44",
    capbrcup: "\u2A49",
    capcap: "\u2A4B",
    capcup: "\u2A47",
    capdot: "\u2A40",
    CapitalDifferentialD: "\u2145",
    caps: "\u2229\uFE00",
    caret: "\u2041",
    caron: "\u02C7",
    Cayleys: "\u212D",
    ccaps: "\u2A4D",
    Ccaron: "\u010C",
    ccaron: "\u010D",
    Ccedil: "\xC7",
    ccedil: "\xE7",
    Ccirc: "\u0108",
    ccirc: "\u0109",
    Cconint: "\u2230",
    ccups: "\u2A4C",
    ccupssm: "\u2A50",
    Cdot: "\u010A",
    cdot: "\u010B",
    cedil: "\xB8",
    Cedilla: "\xB8",
    cemptyv: "\u29B2",
    cent: "\xA2",
    CenterDot: "\xB7",
    centerdot: "\xB7",
    Cfr: "\u212D",
    cfr: "\uD835\uDD20",
    CHcy: "\u0427",
    chcy: "\u0447",
    check: "\u2713",
    checkmark: "\u2713",
    Chi: "\u03A7",
    chi: "\u03C7",
    cir: "\u25CB",
    circ: "\u02C6",
    circeq: "\u2257",
    circlearrowleft: "\u21BA",
    circlearrowright: "\u21BB",
    circledast: "\u229B",
    circledcirc: "\u229A",
    circleddash: "\u229D",
    CircleDot: "\u2299",
    circledR: "\xAE",
    circledS: "\u24C8",
    CircleMinus: "\u2296",
    CirclePlus: "\u2295",
    CircleTimes: "\u2297",
    cirE: "\u29C3",
    cire: "\u2257",
    cirfnint: "\u2A10",
    cirmid: "\u2AEF",
    cirscir: "\u29C2",
    ClockwiseContourIntegral: "\u2232",
    CloseCurlyDoubleQuote: "\u201D",
    CloseCurlyQuote: "\u2019",
    clubs: "\u2663",
    clubsuit: "\u2663",
    Colon: "\u2237",
    colon: ":",
    Colone: "\u2A74",
    colone: "\u2254",
    coloneq: "\u2254",
    comma: ",",
    commat: "@",
    comp: "\u2201",
    compfn: "\u2218",
    complement: "\u2201",
    complexes: "\u2102",
    cong: "\u2245",
    congdot: "\u2A6D",
    Congruent: "\u2261",
    Conint: "\u222F",
    conint: "\u222E",
    ContourIntegral: "\u222E",
    Copf: "\u2102",
    copf: "\uD835\uDD54",
    coprod: "\u2210",
    Coproduct: "\u2210",
    COPY: "\xA9",
    copy: "\xA9",
    copysr: "\u2117",
    CounterClockwiseContourIntegral: "\u2233",
    crarr: "\u21B5",
    Cross: "\u2A2F",
    cross: "\u2717",
    Cscr: "\uD835\uDC9E",
    cscr: "\uD835\uDCB8",
    csub: "\u2ACF",
    csube: "\u2AD1",
    csup: "\u2AD0",
    csupe: "\u2AD2",
    ctdot: "\u22EF",
    cudarrl: "\u2938",
    cudarrr: "\u2935",
    cuepr: "\u22DE",
    cuesc: "\u22DF",
    cularr: "\u21B6",
    cularrp: "\u293D",
    Cup: "\u22D3",
    cup: "\u222A",
    cupbrcap: "\u2A48",
    CupCap: "\u224D",
    cupcap: "\u2A46",
    cupcup: "\u2A4A",
    cupdot: "\u228D",
    cupor: "\u2A45",
    cups: "\u222A\uFE00",
    curarr: "\u21B7",
    curarrm: "\u293C",
    curlyeqprec: "\u22DE",
    curlyeqsucc: "\u22DF",
    curlyvee: "\u22CE",
    curlywedge: "\u22CF",
    curren: "\xA4",
    curvearrowleft: "\u21B6",
    curvearrowright: "\u21B7",
    cuvee: "\u22CE",
    cuwed: "\u22CF",
    cwconint: "\u2232",
    cwint: "\u2231",
    cylcty: "\u232D",
    Dagger: "\u2021",
    dagger: "\u2020",
    daleth: "\u2138",
    Darr: "\u21A1",
    dArr: "\u21D3",
    darr: "\u2193",
    dash: "\u2010",
    Dashv: "\u2AE4",
    dashv: "\u22A3",
    dbkarow: "\u290F",
    dblac: "\u02DD",
    Dcaron: "\u010E",
    dcaron: "\u010F",
    Dcy: "\u0414",
    dcy: "\u0434",
    DD: "\u2145",
    dd: "\u2146",
    ddagger: "\u2021",
    ddarr: "\u21CA",
    DDotrahd: "\u2911",
    ddotseq: "\u2A77",
    deg: "\xB0",
    Del: "\u2207",
    Delta: "\u0394",
    delta: "\u03B4",
    demptyv: "\u29B1",
    dfisht: "\u297F",
    Dfr: "\uD835\uDD07",
    dfr: "\uD835\uDD21",
    dHar: "\u2965",
    dharl: "\u21C3",
    dharr: "\u21C2",
    DiacriticalAcute: "\xB4",
    DiacriticalDot: "\u02D9",
    DiacriticalDoubleAcute: "\u02DD",
    DiacriticalGrave: "`",
    DiacriticalTilde: "\u02DC",
    diam: "\u22C4",
    Diamond: "\u22C4",
    diamond: "\u22C4",
    diamondsuit: "\u2666",
    diams: "\u2666",
    die: "\xA8",
    DifferentialD: "\u2146",
    digamma: "\u03DD",
    disin: "\u22F2",
    div: "\xF7",
    divide: "\xF7",
    divideontimes: "\u22C7",
    divonx: "\u22C7",
    DJcy: "\u0402",
    djcy: "\u0452",
    dlcorn: "\u231E",
    dlcrop: "\u230D",
    dollar: "$",
    Dopf: "\uD835\uDD3B",
    dopf: "\uD835\uDD55",
    Dot: "\xA8",
    dot: "\u02D9",
    DotDot: "\u20DC",
    doteq: "\u2250",
    doteqdot: "\u2251",
    DotEqual: "\u2250",
    dotminus: "\u2238",
    dotplus: "\u2214",
    dotsquare: "\u22A1",
    doublebarwedge: "\u2306",
    DoubleContourIntegral: "\u222F",
    DoubleDot: "\xA8",
    DoubleDownArrow: "\u21D3",
    DoubleLeftArrow: "\u21D0",
    DoubleLeftRightArrow: "\u21D4",
    DoubleLeftTee: "\u2AE4",
    DoubleLongLeftArrow: "\u27F8",
    DoubleLongLeftRightArrow: "\u27FA",
    DoubleLongRightArrow: "\u27F9",
    DoubleRightArrow: "\u21D2",
    DoubleRightTee: "\u22A8",
    DoubleUpArrow: "\u21D1",
    DoubleUpDownArrow: "\u21D5",
    DoubleVerticalBar: "\u2225",
    DownArrow: "\u2193",
    Downarrow: "\u21D3",
    downarrow: "\u2193",
    DownArrowBar: "\u2913",
    DownArrowUpArrow: "\u21F5",
    DownBreve: "\u0311",
    downdownarrows: "\u21CA",
    downharpoonleft: "\u21C3",
    downharpoonright: "\u21C2",
    DownLeftRightVector: "\u2950",
    DownLeftTeeVector: "\u295E",
    DownLeftVector: "\u21BD",
    DownLeftVectorBar: "\u2956",
    DownRightTeeVector: "\u295F",
    DownRightVector: "\u21C1",
    DownRightVectorBar: "\u2957",
    DownTee: "\u22A4",
    DownTeeArrow: "\u21A7",
    drbkarow: "\u2910",
    drcorn: "\u231F",
    drcrop: "\u230C",
    Dscr: "\uD835\uDC9F",
    dscr: "\uD835\uDCB9",
    DScy: "\u0405",
    dscy: "\u0455",
    dsol: "\u29F6",
    Dstrok: "\u0110",
    dstrok: "\u0111",
    dtdot: "\u22F1",
    dtri: "\u25BF",
    dtrif: "\u25BE",
    duarr: "\u21F5",
    duhar: "\u296F",
    dwangle: "\u29A6",
    DZcy: "\u040F",
    dzcy: "\u045F",
    dzigrarr: "\u27FF",
    Eacute: "\xC9",
    eacute: "\xE9",
    easter: "\u2A6E",
    Ecaron: "\u011A",
    ecaron: "\u011B",
    ecir: "\u2256",
    Ecirc: "\xCA",
    ecirc: "\xEA",
    ecolon: "\u2255",
    Ecy: "\u042D",
    ecy: "\u044D",
    eDDot: "\u2A77",
    Edot: "\u0116",
    eDot: "\u2251",
    edot: "\u0117",
    ee: "\u2147",
    efDot: "\u2252",
    Efr: "\uD835\uDD08",
    efr: "\uD835\uDD22",
    eg: "\u2A9A",
    Egrave: "\xC8",
    egrave: "\xE8",
    egs: "\u2A96",
    egsdot: "\u2A98",
    el: "\u2A99",
    Element: "\u2208",
    elinters: "\u23E7",
    ell: "\u2113",
    els: "\u2A95",
    elsdot: "\u2A97",
    Emacr: "\u0112",
    emacr: "\u0113",
    empty: "\u2205",
    emptyset: "\u2205",
    EmptySmallSquare: "\u25FB",
    emptyv: "\u2205",
    EmptyVerySmallSquare: "\u25AB",
    emsp: "\u2003",
    emsp13: "\u2004",
    emsp14: "\u2005",
    ENG: "\u014A",
    eng: "\u014B",
    ensp: "\u2002",
    Eogon: "\u0118",
    eogon: "\u0119",
    Eopf: "\uD835\uDD3C",
    eopf: "\uD835\uDD56",
    epar: "\u22D5",
    eparsl: "\u29E3",
    eplus: "\u2A71",
    epsi: "\u03B5",
    Epsilon: "\u0395",
    epsilon: "\u03B5",
    epsiv: "\u03F5",
    eqcirc: "\u2256",
    eqcolon: "\u2255",
    eqsim: "\u2242",
    eqslantgtr: "\u2A96",
    eqslantless: "\u2A95",
    Equal: "\u2A75",
    equals: "=",
    EqualTilde: "\u2242",
    equest: "\u225F",
    Equilibrium: "\u21CC",
    equiv: "\u2261",
    equivDD: "\u2A78",
    eqvparsl: "\u29E5",
    erarr: "\u2971",
    erDot: "\u2253",
    Escr: "\u2130",
    escr: "\u212F",
    esdot: "\u2250",
    Esim: "\u2A73",
    esim: "\u2242",
    Eta: "\u0397",
    eta: "\u03B7",
    ETH: "\xD0",
    eth: "\xF0",
    Euml: "\xCB",
    euml: "\xEB",
    euro: "\u20AC",
    excl: "!",
    exist: "\u2203",
    Exists: "\u2203",
    expectation: "\u2130",
    ExponentialE: "\u2147",
    exponentiale: "\u2147",
    fallingdotseq: "\u2252",
    Fcy: "\u0424",
    fcy: "\u0444",
    female: "\u2640",
    ffilig: "\uFB03",
    fflig: "\uFB00",
    ffllig: "\uFB04",
    Ffr: "\uD835\uDD09",
    ffr: "\uD835\uDD23",
    filig: "\uFB01",
    FilledSmallSquare: "\u25FC",
    FilledVerySmallSquare: "\u25AA",
    fjlig: "fj",
    flat: "\u266D",
    fllig: "\uFB02",
    fltns: "\u25B1",
    fnof: "\u0192",
    Fopf: "\uD835\uDD3D",
    fopf: "\uD835\uDD57",
    ForAll: "\u2200",
    forall: "\u2200",
    fork: "\u22D4",
    forkv: "\u2AD9",
    Fouriertrf: "\u2131",
    fpartint: "\u2A0D",
    frac12: "\xBD",
    frac13: "\u2153",
    frac14: "\xBC",
    frac15: "\u2155",
    frac16: "\u2159",
    frac18: "\u215B",
    frac23: "\u2154",
    frac25: "\u2156",
    frac34: "\xBE",
    frac35: "\u2157",
    frac38: "\u215C",
    frac45: "\u2158",
    frac56: "\u215A",
    frac58: "\u215D",
    frac78: "\u215E",
    frasl: "\u2044",
    frown: "\u2322",
    Fscr: "\u2131",
    fscr: "\uD835\uDCBB",
    gacute: "\u01F5",
    Gamma: "\u0393",
    gamma: "\u03B3",
    Gammad: "\u03DC",
    gammad: "\u03DD",
    gap: "\u2A86",
    Gbreve: "\u011E",
    gbreve: "\u011F",
    Gcedil: "\u0122",
    Gcirc: "\u011C",
    gcirc: "\u011D",
    Gcy: "\u0413",
    gcy: "\u0433",
    Gdot: "\u0120",
    gdot: "\u0121",
    gE: "\u2267",
    ge: "\u2265",
    gEl: "\u2A8C",
    gel: "\u22DB",
    geq: "\u2265",
    geqq: "\u2267",
    geqslant: "\u2A7E",
    ges: "\u2A7E",
    gescc: "\u2AA9",
    gesdot: "\u2A80",
    gesdoto: "\u2A82",
    gesdotol: "\u2A84",
    gesl: "\u22DB\uFE00",
    gesles: "\u2A94",
    Gfr: "\uD835\uDD0A",
    gfr: "\uD835\uDD24",
    Gg: "\u22D9",
    gg: "\u226B",
    ggg: "\u22D9",
    gimel: "\u2137",
    GJcy: "\u0403",
    gjcy: "\u0453",
    gl: "\u2277",
    gla: "\u2AA5",
    glE: "\u2A92",
    glj: "\u2AA4",
    gnap: "\u2A8A",
    gnapprox: "\u2A8A",
    gnE: "\u2269",
    gne: "\u2A88",
    gneq: "\u2A88",
    gneqq: "\u2269",
    gnsim: "\u22E7",
    Gopf: "\uD835\uDD3E",
    gopf: "\uD835\uDD58",
    grave: "`",
    GreaterEqual: "\u2265",
    GreaterEqualLess: "\u22DB",
    GreaterFullEqual: "\u2267",
    GreaterGreater: "\u2AA2",
    GreaterLess: "\u2277",
    GreaterSlantEqual: "\u2A7E",
    GreaterTilde: "\u2273",
    Gscr: "\uD835\uDCA2",
    gscr: "\u210A",
    gsim: "\u2273",
    gsime: "\u2A8E",
    gsiml: "\u2A90",
    Gt: "\u226B",
    GT: ">",
    gt: ">",
    gtcc: "\u2AA7",
    gtcir: "\u2A7A",
    gtdot: "\u22D7",
    gtlPar: "\u2995",
    gtquest: "\u2A7C",
    gtrapprox: "\u2A86",
    gtrarr: "\u2978",
    gtrdot: "\u22D7",
    gtreqless: "\u22DB",
    gtreqqless: "\u2A8C",
    gtrless: "\u2277",
    gtrsim: "\u2273",
    gvertneqq: "\u2269\uFE00",
    gvnE: "\u2269\uFE00",
    Hacek: "\u02C7",
    hairsp: "\u200A",
    half: "\xBD",
    hamilt: "\u210B",
    HARDcy: "\u042A",
    hardcy: "\u044A",
    hArr: "\u21D4",
    harr: "\u2194",
    harrcir: "\u2948",
    harrw: "\u21AD",
    Hat: "^",
    hbar: "\u210F",
    Hcirc: "\u0124",
    hcirc: "\u0125",
    hearts: "\u2665",
    heartsuit: "\u2665",
    hellip: "\u2026",
    hercon: "\u22B9",
    Hfr: "\u210C",
    hfr: "\uD835\uDD25",
    HilbertSpace: "\u210B",
    hksearow: "\u2925",
    hkswarow: "\u2926",
    hoarr: "\u21FF",
    homtht: "\u223B",
    hookleftarrow: "\u21A9",
    hookrightarrow: "\u21AA",
    Hopf: "\u210D",
    hopf: "\uD835\uDD59",
    horbar: "\u2015",
    HorizontalLine: "\u2500",
    Hscr: "\u210B",
    hscr: "\uD835\uDCBD",
    hslash: "\u210F",
    Hstrok: "\u0126",
    hstrok: "\u0127",
    HumpDownHump: "\u224E",
    HumpEqual: "\u224F",
    hybull: "\u2043",
    hyphen: "\u2010",
    Iacute: "\xCD",
    iacute: "\xED",
    ic: "\u2063",
    Icirc: "\xCE",
    icirc: "\xEE",
    Icy: "\u0418",
    icy: "\u0438",
    Idot: "\u0130",
    IEcy: "\u0415",
    iecy: "\u0435",
    iexcl: "\xA1",
    iff: "\u21D4",
    Ifr: "\u2111",
    ifr: "\uD835\uDD26",
    Igrave: "\xCC",
    igrave: "\xEC",
    ii: "\u2148",
    iiiint: "\u2A0C",
    iiint: "\u222D",
    iinfin: "\u29DC",
    iiota: "\u2129",
    IJlig: "\u0132",
    ijlig: "\u0133",
    Im: "\u2111",
    Imacr: "\u012A",
    imacr: "\u012B",
    image: "\u2111",
    ImaginaryI: "\u2148",
    imagline: "\u2110",
    imagpart: "\u2111",
    imath: "\u0131",
    imof: "\u22B7",
    imped: "\u01B5",
    Implies: "\u21D2",
    in: "\u2208",
    incare: "\u2105",
    infin: "\u221E",
    infintie: "\u29DD",
    inodot: "\u0131",
    Int: "\u222C",
    int: "\u222B",
    intcal: "\u22BA",
    integers: "\u2124",
    Integral: "\u222B",
    intercal: "\u22BA",
    Intersection: "\u22C2",
    intlarhk: "\u2A17",
    intprod: "\u2A3C",
    InvisibleComma: "\u2063",
    InvisibleTimes: "\u2062",
    IOcy: "\u0401",
    iocy: "\u0451",
    Iogon: "\u012E",
    iogon: "\u012F",
    Iopf: "\uD835\uDD40",
    iopf: "\uD835\uDD5A",
    Iota: "\u0399",
    iota: "\u03B9",
    iprod: "\u2A3C",
    iquest: "\xBF",
    Iscr: "\u2110",
    iscr: "\uD835\uDCBE",
    isin: "\u2208",
    isindot: "\u22F5",
    isinE: "\u22F9",
    isins: "\u22F4",
    isinsv: "\u22F3",
    isinv: "\u2208",
    it: "\u2062",
    Itilde: "\u0128",
    itilde: "\u0129",
    Iukcy: "\u0406",
    iukcy: "\u0456",
    Iuml: "\xCF",
    iuml: "\xEF",
    Jcirc: "\u0134",
    jcirc: "\u0135",
    Jcy: "\u0419",
    jcy: "\u0439",
    Jfr: "\uD835\uDD0D",
    jfr: "\uD835\uDD27",
    jmath: "\u0237",
    Jopf: "\uD835\uDD41",
    jopf: "\uD835\uDD5B",
    Jscr: "\uD835\uDCA5",
    jscr: "\uD835\uDCBF",
    Jsercy: "\u0408",
    jsercy: "\u0458",
    Jukcy: "\u0404",
    jukcy: "\u0454",
    Kappa: "\u039A",
    kappa: "\u03BA",
    kappav: "\u03F0",
    Kcedil: "\u0136",
    kcedil: "\u0137",
    Kcy: "\u041A",
    kcy: "\u043A",
    Kfr: "\uD835\uDD0E",
    kfr: "\uD835\uDD28",
    kgreen: "\u0138",
    KHcy: "\u0425",
    khcy: "\u0445",
    KJcy: "\u040C",
    kjcy: "\u045C",
    Kopf: "\uD835\uDD42",
    kopf: "\uD835\uDD5C",
    Kscr: "\uD835\uDCA6",
    kscr: "\uD835\uDCC0",
    lAarr: "\u21DA",
    Lacute: "\u0139",
    lacute: "\u013A",
    laemptyv: "\u29B4",
    lagran: "\u2112",
    Lambda: "\u039B",
    lambda: "\u03BB",
    Lang: "\u27EA",
    lang: "\u27E8",
    langd: "\u2991",
    langle: "\u27E8",
    lap: "\u2A85",
    Laplacetrf: "\u2112",
    laquo: "\xAB",
    Larr: "\u219E",
    lArr: "\u21D0",
    larr: "\u2190",
    larrb: "\u21E4",
    larrbfs: "\u291F",
    larrfs: "\u291D",
    larrhk: "\u21A9",
    larrlp: "\u21AB",
    larrpl: "\u2939",
    larrsim: "\u2973",
    larrtl: "\u21A2",
    lat: "\u2AAB",
    lAtail: "\u291B",
    latail: "\u2919",
    late: "\u2AAD",
    lates: "\u2AAD\uFE00",
    lBarr: "\u290E",
    lbarr: "\u290C",
    lbbrk: "\u2772",
    lbrace: "{",
    lbrack: "[",
    lbrke: "\u298B",
    lbrksld: "\u298F",
    lbrkslu: "\u298D",
    Lcaron: "\u013D",
    lcaron: "\u013E",
    Lcedil: "\u013B",
    lcedil: "\u013C",
    lceil: "\u2308",
    lcub: "{",
    Lcy: "\u041B",
    lcy: "\u043B",
    ldca: "\u2936",
    ldquo: "\u201C",
    ldquor: "\u201E",
    ldrdhar: "\u2967",
    ldrushar: "\u294B",
    ldsh: "\u21B2",
    lE: "\u2266",
    le: "\u2264",
    LeftAngleBracket: "\u27E8",
    LeftArrow: "\u2190",
    Leftarrow: "\u21D0",
    leftarrow: "\u2190",
    LeftArrowBar: "\u21E4",
    LeftArrowRightArrow: "\u21C6",
    leftarrowtail: "\u21A2",
    LeftCeiling: "\u2308",
    LeftDoubleBracket: "\u27E6",
    LeftDownTeeVector: "\u2961",
    LeftDownVector: "\u21C3",
    LeftDownVectorBar: "\u2959",
    LeftFloor: "\u230A",
    leftharpoondown: "\u21BD",
    leftharpoonup: "\u21BC",
    leftleftarrows: "\u21C7",
    LeftRightArrow: "\u2194",
    Leftrightarrow: "\u21D4",
    leftrightarrow: "\u2194",
    leftrightarrows: "\u21C6",
    leftrightharpoons: "\u21CB",
    leftrightsquigarrow: "\u21AD",
    LeftRightVector: "\u294E",
    LeftTee: "\u22A3",
    LeftTeeArrow: "\u21A4",
    LeftTeeVector: "\u295A",
    leftthreetimes: "\u22CB",
    LeftTriangle: "\u22B2",
    LeftTriangleBar: "\u29CF",
    LeftTriangleEqual: "\u22B4",
    LeftUpDownVector: "\u2951",
    LeftUpTeeVector: "\u2960",
    LeftUpVector: "\u21BF",
    LeftUpVectorBar: "\u2958",
    LeftVector: "\u21BC",
    LeftVectorBar: "\u2952",
    lEg: "\u2A8B",
    leg: "\u22DA",
    leq: "\u2264",
    leqq: "\u2266",
    leqslant: "\u2A7D",
    les: "\u2A7D",
    lescc: "\u2AA8",
    lesdot: "\u2A7F",
    lesdoto: "\u2A81",
    lesdotor: "\u2A83",
    lesg: "\u22DA\uFE00",
    lesges: "\u2A93",
    lessapprox: "\u2A85",
    lessdot: "\u22D6",
    lesseqgtr: "\u22DA",
    lesseqqgtr: "\u2A8B",
    LessEqualGreater: "\u22DA",
    LessFullEqual: "\u2266",
    LessGreater: "\u2276",
    lessgtr: "\u2276",
    LessLess: "\u2AA1",
    lesssim: "\u2272",
    LessSlantEqual: "\u2A7D",
    LessTilde: "\u2272",
    lfisht: "\u297C",
    lfloor: "\u230A",
    Lfr: "\uD835\uDD0F",
    lfr: "\uD835\uDD29",
    lg: "\u2276",
    lgE: "\u2A91",
    lHar: "\u2962",
    lhard: "\u21BD",
    lharu: "\u21BC",
    lharul: "\u296A",
    lhblk: "\u2584",
    LJcy: "\u0409",
    ljcy: "\u0459",
    Ll: "\u22D8",
    ll: "\u226A",
    llarr: "\u21C7",
    llcorner: "\u231E",
    Lleftarrow: "\u21DA",
    llhard: "\u296B",
    lltri: "\u25FA",
    Lmidot: "\u013F",
    lmidot: "\u0140",
    lmoust: "\u23B0",
    lmoustache: "\u23B0",
    lnap: "\u2A89",
    lnapprox: "\u2A89",
    lnE: "\u2268",
    lne: "\u2A87",
    lneq: "\u2A87",
    lneqq: "\u2268",
    lnsim: "\u22E6",
    loang: "\u27EC",
    loarr: "\u21FD",
    lobrk: "\u27E6",
    LongLeftArrow: "\u27F5",
    Longleftarrow: "\u27F8",
    longleftarrow: "\u27F5",
    LongLeftRightArrow: "\u27F7",
    Longleftrightarrow: "\u27FA",
    longleftrightarrow: "\u27F7",
    longmapsto: "\u27FC",
    LongRightArrow: "\u27F6",
    Longrightarrow: "\u27F9",
    longrightarrow: "\u27F6",
    looparrowleft: "\u21AB",
    looparrowright: "\u21AC",
    lopar: "\u2985",
    Lopf: "\uD835\uDD43",
    lopf: "\uD835\uDD5D",
    loplus: "\u2A2D",
    lotimes: "\u2A34",
    lowast: "\u2217",
    lowbar: "_",
    LowerLeftArrow: "\u2199",
    LowerRightArrow: "\u2198",
    loz: "\u25CA",
    lozenge: "\u25CA",
    lozf: "\u29EB",
    lpar: "(",
    lparlt: "\u2993",
    lrarr: "\u21C6",
    lrcorner: "\u231F",
    lrhar: "\u21CB",
    lrhard: "\u296D",
    lrm: "\u200E",
    lrtri: "\u22BF",
    lsaquo: "\u2039",
    Lscr: "\u2112",
    lscr: "\uD835\uDCC1",
    Lsh: "\u21B0",
    lsh: "\u21B0",
    lsim: "\u2272",
    lsime: "\u2A8D",
    lsimg: "\u2A8F",
    lsqb: "[",
    lsquo: "\u2018",
    lsquor: "\u201A",
    Lstrok: "\u0141",
    lstrok: "\u0142",
    Lt: "\u226A",
    LT: "<",
    lt: "<",
    ltcc: "\u2AA6",
    ltcir: "\u2A79",
    ltdot: "\u22D6",
    lthree: "\u22CB",
    ltimes: "\u22C9",
    ltlarr: "\u2976",
    ltquest: "\u2A7B",
    ltri: "\u25C3",
    ltrie: "\u22B4",
    ltrif: "\u25C2",
    ltrPar: "\u2996",
    lurdshar: "\u294A",
    luruhar: "\u2966",
    lvertneqq: "\u2268\uFE00",
    lvnE: "\u2268\uFE00",
    macr: "\xAF",
    male: "\u2642",
    malt: "\u2720",
    maltese: "\u2720",
    Map: "\u2905",
    map: "\u21A6",
    mapsto: "\u21A6",
    mapstodown: "\u21A7",
    mapstoleft: "\u21A4",
    mapstoup: "\u21A5",
    marker: "\u25AE",
    mcomma: "\u2A29",
    Mcy: "\u041C",
    mcy: "\u043C",
    mdash: "\u2014",
    mDDot: "\u223A",
    measuredangle: "\u2221",
    MediumSpace: "\u205F",
    Mellintrf: "\u2133",
    Mfr: "\uD835\uDD10",
    mfr: "\uD835\uDD2A",
    mho: "\u2127",
    micro: "\xB5",
    mid: "\u2223",
    midast: "*",
    midcir: "\u2AF0",
    middot: "\xB7",
    minus: "\u2212",
    minusb: "\u229F",
    minusd: "\u2238",
    minusdu: "\u2A2A",
    MinusPlus: "\u2213",
    mlcp: "\u2ADB",
    mldr: "\u2026",
    mnplus: "\u2213",
    models: "\u22A7",
    Mopf: "\uD835\uDD44",
    mopf: "\uD835\uDD5E",
    mp: "\u2213",
    Mscr: "\u2133",
    mscr: "\uD835\uDCC2",
    mstpos: "\u223E",
    Mu: "\u039C",
    mu: "\u03BC",
    multimap: "\u22B8",
    mumap: "\u22B8",
    nabla: "\u2207",
    Nacute: "\u0143",
    nacute: "\u0144",
    nang: "\u2220\u20D2",
    nap: "\u2249",
    napE: "\u2A70\u0338",
    napid: "\u224B\u0338",
    napos: "\u0149",
    napprox: "\u2249",
    natur: "\u266E",
    natural: "\u266E",
    naturals: "\u2115",
    nbsp: "\xA0",
    nbump: "\u224E\u0338",
    nbumpe: "\u224F\u0338",
    ncap: "\u2A43",
    Ncaron: "\u0147",
    ncaron: "\u0148",
    Ncedil: "\u0145",
    ncedil: "\u0146",
    ncong: "\u2247",
    ncongdot: "\u2A6D\u0338",
    ncup: "\u2A42",
    Ncy: "\u041D",
    ncy: "\u043D",
    ndash: "\u2013",
    ne: "\u2260",
    nearhk: "\u2924",
    neArr: "\u21D7",
    nearr: "\u2197",
    nearrow: "\u2197",
    nedot: "\u2250\u0338",
    NegativeMediumSpace: "\u200B",
    NegativeThickSpace: "\u200B",
    NegativeThinSpace: "\u200B",
    NegativeVeryThinSpace: "\u200B",
    nequiv: "\u2262",
    nesear: "\u2928",
    nesim: "\u2242\u0338",
    NestedGreaterGreater: "\u226B",
    NestedLessLess: "\u226A",
    NewLine: `
`,
    nexist: "\u2204",
    nexists: "\u2204",
    Nfr: "\uD835\uDD11",
    nfr: "\uD835\uDD2B",
    ngE: "\u2267\u0338",
    nge: "\u2271",
    ngeq: "\u2271",
    ngeqq: "\u2267\u0338",
    ngeqslant: "\u2A7E\u0338",
    nges: "\u2A7E\u0338",
    nGg: "\u22D9\u0338",
    ngsim: "\u2275",
    nGt: "\u226B\u20D2",
    ngt: "\u226F",
    ngtr: "\u226F",
    nGtv: "\u226B\u0338",
    nhArr: "\u21CE",
    nharr: "\u21AE",
    nhpar: "\u2AF2",
    ni: "\u220B",
    nis: "\u22FC",
    nisd: "\u22FA",
    niv: "\u220B",
    NJcy: "\u040A",
    njcy: "\u045A",
    nlArr: "\u21CD",
    nlarr: "\u219A",
    nldr: "\u2025",
    nlE: "\u2266\u0338",
    nle: "\u2270",
    nLeftarrow: "\u21CD",
    nleftarrow: "\u219A",
    nLeftrightarrow: "\u21CE",
    nleftrightarrow: "\u21AE",
    nleq: "\u2270",
    nleqq: "\u2266\u0338",
    nleqslant: "\u2A7D\u0338",
    nles: "\u2A7D\u0338",
    nless: "\u226E",
    nLl: "\u22D8\u0338",
    nlsim: "\u2274",
    nLt: "\u226A\u20D2",
    nlt: "\u226E",
    nltri: "\u22EA",
    nltrie: "\u22EC",
    nLtv: "\u226A\u0338",
    nmid: "\u2224",
    NoBreak: "\u2060",
    NonBreakingSpace: "\xA0",
    Nopf: "\u2115",
    nopf: "\uD835\uDD5F",
    Not: "\u2AEC",
    not: "\xAC",
    NotCongruent: "\u2262",
    NotCupCap: "\u226D",
    NotDoubleVerticalBar: "\u2226",
    NotElement: "\u2209",
    NotEqual: "\u2260",
    NotEqualTilde: "\u2242\u0338",
    NotExists: "\u2204",
    NotGreater: "\u226F",
    NotGreaterEqual: "\u2271",
    NotGreaterFullEqual: "\u2267\u0338",
    NotGreaterGreater: "\u226B\u0338",
    NotGreaterLess: "\u2279",
    NotGreaterSlantEqual: "\u2A7E\u0338",
    NotGreaterTilde: "\u2275",
    NotHumpDownHump: "\u224E\u0338",
    NotHumpEqual: "\u224F\u0338",
    notin: "\u2209",
    notindot: "\u22F5\u0338",
    notinE: "\u22F9\u0338",
    notinva: "\u2209",
    notinvb: "\u22F7",
    notinvc: "\u22F6",
    NotLeftTriangle: "\u22EA",
    NotLeftTriangleBar: "\u29CF\u0338",
    NotLeftTriangleEqual: "\u22EC",
    NotLess: "\u226E",
    NotLessEqual: "\u2270",
    NotLessGreater: "\u2278",
    NotLessLess: "\u226A\u0338",
    NotLessSlantEqual: "\u2A7D\u0338",
    NotLessTilde: "\u2274",
    NotNestedGreaterGreater: "\u2AA2\u0338",
    NotNestedLessLess: "\u2AA1\u0338",
    notni: "\u220C",
    notniva: "\u220C",
    notnivb: "\u22FE",
    notnivc: "\u22FD",
    NotPrecedes: "\u2280",
    NotPrecedesEqual: "\u2AAF\u0338",
    NotPrecedesSlantEqual: "\u22E0",
    NotReverseElement: "\u220C",
    NotRightTriangle: "\u22EB",
    NotRightTriangleBar: "\u29D0\u0338",
    NotRightTriangleEqual: "\u22ED",
    NotSquareSubset: "\u228F\u0338",
    NotSquareSubsetEqual: "\u22E2",
    NotSquareSuperset: "\u2290\u0338",
    NotSquareSupersetEqual: "\u22E3",
    NotSubset: "\u2282\u20D2",
    NotSubsetEqual: "\u2288",
    NotSucceeds: "\u2281",
    NotSucceedsEqual: "\u2AB0\u0338",
    NotSucceedsSlantEqual: "\u22E1",
    NotSucceedsTilde: "\u227F\u0338",
    NotSuperset: "\u2283\u20D2",
    NotSupersetEqual: "\u2289",
    NotTilde: "\u2241",
    NotTildeEqual: "\u2244",
    NotTildeFullEqual: "\u2247",
    NotTildeTilde: "\u2249",
    NotVerticalBar: "\u2224",
    npar: "\u2226",
    nparallel: "\u2226",
    nparsl: "\u2AFD\u20E5",
    npart: "\u2202\u0338",
    npolint: "\u2A14",
    npr: "\u2280",
    nprcue: "\u22E0",
    npre: "\u2AAF\u0338",
    nprec: "\u2280",
    npreceq: "\u2AAF\u0338",
    nrArr: "\u21CF",
    nrarr: "\u219B",
    nrarrc: "\u2933\u0338",
    nrarrw: "\u219D\u0338",
    nRightarrow: "\u21CF",
    nrightarrow: "\u219B",
    nrtri: "\u22EB",
    nrtrie: "\u22ED",
    nsc: "\u2281",
    nsccue: "\u22E1",
    nsce: "\u2AB0\u0338",
    Nscr: "\uD835\uDCA9",
    nscr: "\uD835\uDCC3",
    nshortmid: "\u2224",
    nshortparallel: "\u2226",
    nsim: "\u2241",
    nsime: "\u2244",
    nsimeq: "\u2244",
    nsmid: "\u2224",
    nspar: "\u2226",
    nsqsube: "\u22E2",
    nsqsupe: "\u22E3",
    nsub: "\u2284",
    nsubE: "\u2AC5\u0338",
    nsube: "\u2288",
    nsubset: "\u2282\u20D2",
    nsubseteq: "\u2288",
    nsubseteqq: "\u2AC5\u0338",
    nsucc: "\u2281",
    nsucceq: "\u2AB0\u0338",
    nsup: "\u2285",
    nsupE: "\u2AC6\u0338",
    nsupe: "\u2289",
    nsupset: "\u2283\u20D2",
    nsupseteq: "\u2289",
    nsupseteqq: "\u2AC6\u0338",
    ntgl: "\u2279",
    Ntilde: "\xD1",
    ntilde: "\xF1",
    ntlg: "\u2278",
    ntriangleleft: "\u22EA",
    ntrianglelefteq: "\u22EC",
    ntriangleright: "\u22EB",
    ntrianglerighteq: "\u22ED",
    Nu: "\u039D",
    nu: "\u03BD",
    num: "#",
    numero: "\u2116",
    numsp: "\u2007",
    nvap: "\u224D\u20D2",
    nVDash: "\u22AF",
    nVdash: "\u22AE",
    nvDash: "\u22AD",
    nvdash: "\u22AC",
    nvge: "\u2265\u20D2",
    nvgt: ">\u20D2",
    nvHarr: "\u2904",
    nvinfin: "\u29DE",
    nvlArr: "\u2902",
    nvle: "\u2264\u20D2",
    nvlt: "<\u20D2",
    nvltrie: "\u22B4\u20D2",
    nvrArr: "\u2903",
    nvrtrie: "\u22B5\u20D2",
    nvsim: "\u223C\u20D2",
    nwarhk: "\u2923",
    nwArr: "\u21D6",
    nwarr: "\u2196",
    nwarrow: "\u2196",
    nwnear: "\u2927",
    Oacute: "\xD3",
    oacute: "\xF3",
    oast: "\u229B",
    ocir: "\u229A",
    Ocirc: "\xD4",
    ocirc: "\xF4",
    Ocy: "\u041E",
    ocy: "\u043E",
    odash: "\u229D",
    Odblac: "\u0150",
    odblac: "\u0151",
    odiv: "\u2A38",
    odot: "\u2299",
    odsold: "\u29BC",
    OElig: "\u0152",
    oelig: "\u0153",
    ofcir: "\u29BF",
    Ofr: "\uD835\uDD12",
    ofr: "\uD835\uDD2C",
    ogon: "\u02DB",
    Ograve: "\xD2",
    ograve: "\xF2",
    ogt: "\u29C1",
    ohbar: "\u29B5",
    ohm: "\u03A9",
    oint: "\u222E",
    olarr: "\u21BA",
    olcir: "\u29BE",
    olcross: "\u29BB",
    oline: "\u203E",
    olt: "\u29C0",
    Omacr: "\u014C",
    omacr: "\u014D",
    Omega: "\u03A9",
    omega: "\u03C9",
    Omicron: "\u039F",
    omicron: "\u03BF",
    omid: "\u29B6",
    ominus: "\u2296",
    Oopf: "\uD835\uDD46",
    oopf: "\uD835\uDD60",
    opar: "\u29B7",
    OpenCurlyDoubleQuote: "\u201C",
    OpenCurlyQuote: "\u2018",
    operp: "\u29B9",
    oplus: "\u2295",
    Or: "\u2A54",
    or: "\u2228",
    orarr: "\u21BB",
    ord: "\u2A5D",
    order: "\u2134",
    orderof: "\u2134",
    ordf: "\xAA",
    ordm: "\xBA",
    origof: "\u22B6",
    oror: "\u2A56",
    orslope: "\u2A57",
    orv: "\u2A5B",
    oS: "\u24C8",
    Oscr: "\uD835\uDCAA",
    oscr: "\u2134",
    Oslash: "\xD8",
    oslash: "\xF8",
    osol: "\u2298",
    Otilde: "\xD5",
    otilde: "\xF5",
    Otimes: "\u2A37",
    otimes: "\u2297",
    otimesas: "\u2A36",
    Ouml: "\xD6",
    ouml: "\xF6",
    ovbar: "\u233D",
    OverBar: "\u203E",
    OverBrace: "\u23DE",
    OverBracket: "\u23B4",
    OverParenthesis: "\u23DC",
    par: "\u2225",
    para: "\xB6",
    parallel: "\u2225",
    parsim: "\u2AF3",
    parsl: "\u2AFD",
    part: "\u2202",
    PartialD: "\u2202",
    Pcy: "\u041F",
    pcy: "\u043F",
    percnt: "%",
    period: ".",
    permil: "\u2030",
    perp: "\u22A5",
    pertenk: "\u2031",
    Pfr: "\uD835\uDD13",
    pfr: "\uD835\uDD2D",
    Phi: "\u03A6",
    phi: "\u03C6",
    phiv: "\u03D5",
    phmmat: "\u2133",
    phone: "\u260E",
    Pi: "\u03A0",
    pi: "\u03C0",
    pitchfork: "\u22D4",
    piv: "\u03D6",
    planck: "\u210F",
    planckh: "\u210E",
    plankv: "\u210F",
    plus: "+",
    plusacir: "\u2A23",
    plusb: "\u229E",
    pluscir: "\u2A22",
    plusdo: "\u2214",
    plusdu: "\u2A25",
    pluse: "\u2A72",
    PlusMinus: "\xB1",
    plusmn: "\xB1",
    plussim: "\u2A26",
    plustwo: "\u2A27",
    pm: "\xB1",
    Poincareplane: "\u210C",
    pointint: "\u2A15",
    Popf: "\u2119",
    popf: "\uD835\uDD61",
    pound: "\xA3",
    Pr: "\u2ABB",
    pr: "\u227A",
    prap: "\u2AB7",
    prcue: "\u227C",
    prE: "\u2AB3",
    pre: "\u2AAF",
    prec: "\u227A",
    precapprox: "\u2AB7",
    preccurlyeq: "\u227C",
    Precedes: "\u227A",
    PrecedesEqual: "\u2AAF",
    PrecedesSlantEqual: "\u227C",
    PrecedesTilde: "\u227E",
    preceq: "\u2AAF",
    precnapprox: "\u2AB9",
    precneqq: "\u2AB5",
    precnsim: "\u22E8",
    precsim: "\u227E",
    Prime: "\u2033",
    prime: "\u2032",
    primes: "\u2119",
    prnap: "\u2AB9",
    prnE: "\u2AB5",
    prnsim: "\u22E8",
    prod: "\u220F",
    Product: "\u220F",
    profalar: "\u232E",
    profline: "\u2312",
    profsurf: "\u2313",
    prop: "\u221D",
    Proportion: "\u2237",
    Proportional: "\u221D",
    propto: "\u221D",
    prsim: "\u227E",
    prurel: "\u22B0",
    Pscr: "\uD835\uDCAB",
    pscr: "\uD835\uDCC5",
    Psi: "\u03A8",
    psi: "\u03C8",
    puncsp: "\u2008",
    Qfr: "\uD835\uDD14",
    qfr: "\uD835\uDD2E",
    qint: "\u2A0C",
    Qopf: "\u211A",
    qopf: "\uD835\uDD62",
    qprime: "\u2057",
    Qscr: "\uD835\uDCAC",
    qscr: "\uD835\uDCC6",
    quaternions: "\u210D",
    quatint: "\u2A16",
    quest: "?",
    questeq: "\u225F",
    QUOT: '"',
    quot: '"',
    rAarr: "\u21DB",
    race: "\u223D\u0331",
    Racute: "\u0154",
    racute: "\u0155",
    radic: "\u221A",
    raemptyv: "\u29B3",
    Rang: "\u27EB",
    rang: "\u27E9",
    rangd: "\u2992",
    range: "\u29A5",
    rangle: "\u27E9",
    raquo: "\xBB",
    Rarr: "\u21A0",
    rArr: "\u21D2",
    rarr: "\u2192",
    rarrap: "\u2975",
    rarrb: "\u21E5",
    rarrbfs: "\u2920",
    rarrc: "\u2933",
    rarrfs: "\u291E",
    rarrhk: "\u21AA",
    rarrlp: "\u21AC",
    rarrpl: "\u2945",
    rarrsim: "\u2974",
    Rarrtl: "\u2916",
    rarrtl: "\u21A3",
    rarrw: "\u219D",
    rAtail: "\u291C",
    ratail: "\u291A",
    ratio: "\u2236",
    rationals: "\u211A",
    RBarr: "\u2910",
    rBarr: "\u290F",
    rbarr: "\u290D",
    rbbrk: "\u2773",
    rbrace: "}",
    rbrack: "]",
    rbrke: "\u298C",
    rbrksld: "\u298E",
    rbrkslu: "\u2990",
    Rcaron: "\u0158",
    rcaron: "\u0159",
    Rcedil: "\u0156",
    rcedil: "\u0157",
    rceil: "\u2309",
    rcub: "}",
    Rcy: "\u0420",
    rcy: "\u0440",
    rdca: "\u2937",
    rdldhar: "\u2969",
    rdquo: "\u201D",
    rdquor: "\u201D",
    rdsh: "\u21B3",
    Re: "\u211C",
    real: "\u211C",
    realine: "\u211B",
    realpart: "\u211C",
    reals: "\u211D",
    rect: "\u25AD",
    REG: "\xAE",
    reg: "\xAE",
    ReverseElement: "\u220B",
    ReverseEquilibrium: "\u21CB",
    ReverseUpEquilibrium: "\u296F",
    rfisht: "\u297D",
    rfloor: "\u230B",
    Rfr: "\u211C",
    rfr: "\uD835\uDD2F",
    rHar: "\u2964",
    rhard: "\u21C1",
    rharu: "\u21C0",
    rharul: "\u296C",
    Rho: "\u03A1",
    rho: "\u03C1",
    rhov: "\u03F1",
    RightAngleBracket: "\u27E9",
    RightArrow: "\u2192",
    Rightarrow: "\u21D2",
    rightarrow: "\u2192",
    RightArrowBar: "\u21E5",
    RightArrowLeftArrow: "\u21C4",
    rightarrowtail: "\u21A3",
    RightCeiling: "\u2309",
    RightDoubleBracket: "\u27E7",
    RightDownTeeVector: "\u295D",
    RightDownVector: "\u21C2",
    RightDownVectorBar: "\u2955",
    RightFloor: "\u230B",
    rightharpoondown: "\u21C1",
    rightharpoonup: "\u21C0",
    rightleftarrows: "\u21C4",
    rightleftharpoons: "\u21CC",
    rightrightarrows: "\u21C9",
    rightsquigarrow: "\u219D",
    RightTee: "\u22A2",
    RightTeeArrow: "\u21A6",
    RightTeeVector: "\u295B",
    rightthreetimes: "\u22CC",
    RightTriangle: "\u22B3",
    RightTriangleBar: "\u29D0",
    RightTriangleEqual: "\u22B5",
    RightUpDownVector: "\u294F",
    RightUpTeeVector: "\u295C",
    RightUpVector: "\u21BE",
    RightUpVectorBar: "\u2954",
    RightVector: "\u21C0",
    RightVectorBar: "\u2953",
    ring: "\u02DA",
    risingdotseq: "\u2253",
    rlarr: "\u21C4",
    rlhar: "\u21CC",
    rlm: "\u200F",
    rmoust: "\u23B1",
    rmoustache: "\u23B1",
    rnmid: "\u2AEE",
    roang: "\u27ED",
    roarr: "\u21FE",
    robrk: "\u27E7",
    ropar: "\u2986",
    Ropf: "\u211D",
    ropf: "\uD835\uDD63",
    roplus: "\u2A2E",
    rotimes: "\u2A35",
    RoundImplies: "\u2970",
    rpar: ")",
    rpargt: "\u2994",
    rppolint: "\u2A12",
    rrarr: "\u21C9",
    Rrightarrow: "\u21DB",
    rsaquo: "\u203A",
    Rscr: "\u211B",
    rscr: "\uD835\uDCC7",
    Rsh: "\u21B1",
    rsh: "\u21B1",
    rsqb: "]",
    rsquo: "\u2019",
    rsquor: "\u2019",
    rthree: "\u22CC",
    rtimes: "\u22CA",
    rtri: "\u25B9",
    rtrie: "\u22B5",
    rtrif: "\u25B8",
    rtriltri: "\u29CE",
    RuleDelayed: "\u29F4",
    ruluhar: "\u2968",
    rx: "\u211E",
    Sacute: "\u015A",
    sacute: "\u015B",
    sbquo: "\u201A",
    Sc: "\u2ABC",
    sc: "\u227B",
    scap: "\u2AB8",
    Scaron: "\u0160",
    scaron: "\u0161",
    sccue: "\u227D",
    scE: "\u2AB4",
    sce: "\u2AB0",
    Scedil: "\u015E",
    scedil: "\u015F",
    Scirc: "\u015C",
    scirc: "\u015D",
    scnap: "\u2ABA",
    scnE: "\u2AB6",
    scnsim: "\u22E9",
    scpolint: "\u2A13",
    scsim: "\u227F",
    Scy: "\u0421",
    scy: "\u0441",
    sdot: "\u22C5",
    sdotb: "\u22A1",
    sdote: "\u2A66",
    searhk: "\u2925",
    seArr: "\u21D8",
    searr: "\u2198",
    searrow: "\u2198",
    sect: "\xA7",
    semi: ";",
    seswar: "\u2929",
    setminus: "\u2216",
    setmn: "\u2216",
    sext: "\u2736",
    Sfr: "\uD835\uDD16",
    sfr: "\uD835\uDD30",
    sfrown: "\u2322",
    sharp: "\u266F",
    SHCHcy: "\u0429",
    shchcy: "\u0449",
    SHcy: "\u0428",
    shcy: "\u0448",
    ShortDownArrow: "\u2193",
    ShortLeftArrow: "\u2190",
    shortmid: "\u2223",
    shortparallel: "\u2225",
    ShortRightArrow: "\u2192",
    ShortUpArrow: "\u2191",
    shy: "\xAD",
    Sigma: "\u03A3",
    sigma: "\u03C3",
    sigmaf: "\u03C2",
    sigmav: "\u03C2",
    sim: "\u223C",
    simdot: "\u2A6A",
    sime: "\u2243",
    simeq: "\u2243",
    simg: "\u2A9E",
    simgE: "\u2AA0",
    siml: "\u2A9D",
    simlE: "\u2A9F",
    simne: "\u2246",
    simplus: "\u2A24",
    simrarr: "\u2972",
    slarr: "\u2190",
    SmallCircle: "\u2218",
    smallsetminus: "\u2216",
    smashp: "\u2A33",
    smeparsl: "\u29E4",
    smid: "\u2223",
    smile: "\u2323",
    smt: "\u2AAA",
    smte: "\u2AAC",
    smtes: "\u2AAC\uFE00",
    SOFTcy: "\u042C",
    softcy: "\u044C",
    sol: "/",
    solb: "\u29C4",
    solbar: "\u233F",
    Sopf: "\uD835\uDD4A",
    sopf: "\uD835\uDD64",
    spades: "\u2660",
    spadesuit: "\u2660",
    spar: "\u2225",
    sqcap: "\u2293",
    sqcaps: "\u2293\uFE00",
    sqcup: "\u2294",
    sqcups: "\u2294\uFE00",
    Sqrt: "\u221A",
    sqsub: "\u228F",
    sqsube: "\u2291",
    sqsubset: "\u228F",
    sqsubseteq: "\u2291",
    sqsup: "\u2290",
    sqsupe: "\u2292",
    sqsupset: "\u2290",
    sqsupseteq: "\u2292",
    squ: "\u25A1",
    Square: "\u25A1",
    square: "\u25A1",
    SquareIntersection: "\u2293",
    SquareSubset: "\u228F",
    SquareSubsetEqual: "\u2291",
    SquareSuperset: "\u2290",
    SquareSupersetEqual: "\u2292",
    SquareUnion: "\u2294",
    squarf: "\u25AA",
    squf: "\u25AA",
    srarr: "\u2192",
    Sscr: "\uD835\uDCAE",
    sscr: "\uD835\uDCC8",
    ssetmn: "\u2216",
    ssmile: "\u2323",
    sstarf: "\u22C6",
    Star: "\u22C6",
    star: "\u2606",
    starf: "\u2605",
    straightepsilon: "\u03F5",
    straightphi: "\u03D5",
    strns: "\xAF",
    Sub: "\u22D0",
    sub: "\u2282",
    subdot: "\u2ABD",
    subE: "\u2AC5",
    sube: "\u2286",
    subedot: "\u2AC3",
    submult: "\u2AC1",
    subnE: "\u2ACB",
    subne: "\u228A",
    subplus: "\u2ABF",
    subrarr: "\u2979",
    Subset: "\u22D0",
    subset: "\u2282",
    subseteq: "\u2286",
    subseteqq: "\u2AC5",
    SubsetEqual: "\u2286",
    subsetneq: "\u228A",
    subsetneqq: "\u2ACB",
    subsim: "\u2AC7",
    subsub: "\u2AD5",
    subsup: "\u2AD3",
    succ: "\u227B",
    succapprox: "\u2AB8",
    succcurlyeq: "\u227D",
    Succeeds: "\u227B",
    SucceedsEqual: "\u2AB0",
    SucceedsSlantEqual: "\u227D",
    SucceedsTilde: "\u227F",
    succeq: "\u2AB0",
    succnapprox: "\u2ABA",
    succneqq: "\u2AB6",
    succnsim: "\u22E9",
    succsim: "\u227F",
    SuchThat: "\u220B",
    Sum: "\u2211",
    sum: "\u2211",
    sung: "\u266A",
    Sup: "\u22D1",
    sup: "\u2283",
    sup1: "\xB9",
    sup2: "\xB2",
    sup3: "\xB3",
    supdot: "\u2ABE",
    supdsub: "\u2AD8",
    supE: "\u2AC6",
    supe: "\u2287",
    supedot: "\u2AC4",
    Superset: "\u2283",
    SupersetEqual: "\u2287",
    suphsol: "\u27C9",
    suphsub: "\u2AD7",
    suplarr: "\u297B",
    supmult: "\u2AC2",
    supnE: "\u2ACC",
    supne: "\u228B",
    supplus: "\u2AC0",
    Supset: "\u22D1",
    supset: "\u2283",
    supseteq: "\u2287",
    supseteqq: "\u2AC6",
    supsetneq: "\u228B",
    supsetneqq: "\u2ACC",
    supsim: "\u2AC8",
    supsub: "\u2AD4",
    supsup: "\u2AD6",
    swarhk: "\u2926",
    swArr: "\u21D9",
    swarr: "\u2199",
    swarrow: "\u2199",
    swnwar: "\u292A",
    szlig: "\xDF",
    Tab: "\t",
    target: "\u2316",
    Tau: "\u03A4",
    tau: "\u03C4",
    tbrk: "\u23B4",
    Tcaron: "\u0164",
    tcaron: "\u0165",
    Tcedil: "\u0162",
    tcedil: "\u0163",
    Tcy: "\u0422",
    tcy: "\u0442",
    tdot: "\u20DB",
    telrec: "\u2315",
    Tfr: "\uD835\uDD17",
    tfr: "\uD835\uDD31",
    there4: "\u2234",
    Therefore: "\u2234",
    therefore: "\u2234",
    Theta: "\u0398",
    theta: "\u03B8",
    thetasym: "\u03D1",
    thetav: "\u03D1",
    thickapprox: "\u2248",
    thicksim: "\u223C",
    ThickSpace: "\u205F\u200A",
    thinsp: "\u2009",
    ThinSpace: "\u2009",
    thkap: "\u2248",
    thksim: "\u223C",
    THORN: "\xDE",
    thorn: "\xFE",
    Tilde: "\u223C",
    tilde: "\u02DC",
    TildeEqual: "\u2243",
    TildeFullEqual: "\u2245",
    TildeTilde: "\u2248",
    times: "\xD7",
    timesb: "\u22A0",
    timesbar: "\u2A31",
    timesd: "\u2A30",
    tint: "\u222D",
    toea: "\u2928",
    top: "\u22A4",
    topbot: "\u2336",
    topcir: "\u2AF1",
    Topf: "\uD835\uDD4B",
    topf: "\uD835\uDD65",
    topfork: "\u2ADA",
    tosa: "\u2929",
    tprime: "\u2034",
    TRADE: "\u2122",
    trade: "\u2122",
    triangle: "\u25B5",
    triangledown: "\u25BF",
    triangleleft: "\u25C3",
    trianglelefteq: "\u22B4",
    triangleq: "\u225C",
    triangleright: "\u25B9",
    trianglerighteq: "\u22B5",
    tridot: "\u25EC",
    trie: "\u225C",
    triminus: "\u2A3A",
    TripleDot: "\u20DB",
    triplus: "\u2A39",
    trisb: "\u29CD",
    tritime: "\u2A3B",
    trpezium: "\u23E2",
    Tscr: "\uD835\uDCAF",
    tscr: "\uD835\uDCC9",
    TScy: "\u0426",
    tscy: "\u0446",
    TSHcy: "\u040B",
    tshcy: "\u045B",
    Tstrok: "\u0166",
    tstrok: "\u0167",
    twixt: "\u226C",
    twoheadleftarrow: "\u219E",
    twoheadrightarrow: "\u21A0",
    Uacute: "\xDA",
    uacute: "\xFA",
    Uarr: "\u219F",
    uArr: "\u21D1",
    uarr: "\u2191",
    Uarrocir: "\u2949",
    Ubrcy: "\u040E",
    ubrcy: "\u045E",
    Ubreve: "\u016C",
    ubreve: "\u016D",
    Ucirc: "\xDB",
    ucirc: "\xFB",
    Ucy: "\u0423",
    ucy: "\u0443",
    udarr: "\u21C5",
    Udblac: "\u0170",
    udblac: "\u0171",
    udhar: "\u296E",
    ufisht: "\u297E",
    Ufr: "\uD835\uDD18",
    ufr: "\uD835\uDD32",
    Ugrave: "\xD9",
    ugrave: "\xF9",
    uHar: "\u2963",
    uharl: "\u21BF",
    uharr: "\u21BE",
    uhblk: "\u2580",
    ulcorn: "\u231C",
    ulcorner: "\u231C",
    ulcrop: "\u230F",
    ultri: "\u25F8",
    Umacr: "\u016A",
    umacr: "\u016B",
    uml: "\xA8",
    UnderBar: "_",
    UnderBrace: "\u23DF",
    UnderBracket: "\u23B5",
    UnderParenthesis: "\u23DD",
    Union: "\u22C3",
    UnionPlus: "\u228E",
    Uogon: "\u0172",
    uogon: "\u0173",
    Uopf: "\uD835\uDD4C",
    uopf: "\uD835\uDD66",
    UpArrow: "\u2191",
    Uparrow: "\u21D1",
    uparrow: "\u2191",
    UpArrowBar: "\u2912",
    UpArrowDownArrow: "\u21C5",
    UpDownArrow: "\u2195",
    Updownarrow: "\u21D5",
    updownarrow: "\u2195",
    UpEquilibrium: "\u296E",
    upharpoonleft: "\u21BF",
    upharpoonright: "\u21BE",
    uplus: "\u228E",
    UpperLeftArrow: "\u2196",
    UpperRightArrow: "\u2197",
    Upsi: "\u03D2",
    upsi: "\u03C5",
    upsih: "\u03D2",
    Upsilon: "\u03A5",
    upsilon: "\u03C5",
    UpTee: "\u22A5",
    UpTeeArrow: "\u21A5",
    upuparrows: "\u21C8",
    urcorn: "\u231D",
    urcorner: "\u231D",
    urcrop: "\u230E",
    Uring: "\u016E",
    uring: "\u016F",
    urtri: "\u25F9",
    Uscr: "\uD835\uDCB0",
    uscr: "\uD835\uDCCA",
    utdot: "\u22F0",
    Utilde: "\u0168",
    utilde: "\u0169",
    utri: "\u25B5",
    utrif: "\u25B4",
    uuarr: "\u21C8",
    Uuml: "\xDC",
    uuml: "\xFC",
    uwangle: "\u29A7",
    vangrt: "\u299C",
    varepsilon: "\u03F5",
    varkappa: "\u03F0",
    varnothing: "\u2205",
    varphi: "\u03D5",
    varpi: "\u03D6",
    varpropto: "\u221D",
    vArr: "\u21D5",
    varr: "\u2195",
    varrho: "\u03F1",
    varsigma: "\u03C2",
    varsubsetneq: "\u228A\uFE00",
    varsubsetneqq: "\u2ACB\uFE00",
    varsupsetneq: "\u228B\uFE00",
    varsupsetneqq: "\u2ACC\uFE00",
    vartheta: "\u03D1",
    vartriangleleft: "\u22B2",
    vartriangleright: "\u22B3",
    Vbar: "\u2AEB",
    vBar: "\u2AE8",
    vBarv: "\u2AE9",
    Vcy: "\u0412",
    vcy: "\u0432",
    VDash: "\u22AB",
    Vdash: "\u22A9",
    vDash: "\u22A8",
    vdash: "\u22A2",
    Vdashl: "\u2AE6",
    Vee: "\u22C1",
    vee: "\u2228",
    veebar: "\u22BB",
    veeeq: "\u225A",
    vellip: "\u22EE",
    Verbar: "\u2016",
    verbar: "|",
    Vert: "\u2016",
    vert: "|",
    VerticalBar: "\u2223",
    VerticalLine: "|",
    VerticalSeparator: "\u2758",
    VerticalTilde: "\u2240",
    VeryThinSpace: "\u200A",
    Vfr: "\uD835\uDD19",
    vfr: "\uD835\uDD33",
    vltri: "\u22B2",
    vnsub: "\u2282\u20D2",
    vnsup: "\u2283\u20D2",
    Vopf: "\uD835\uDD4D",
    vopf: "\uD835\uDD67",
    vprop: "\u221D",
    vrtri: "\u22B3",
    Vscr: "\uD835\uDCB1",
    vscr: "\uD835\uDCCB",
    vsubnE: "\u2ACB\uFE00",
    vsubne: "\u228A\uFE00",
    vsupnE: "\u2ACC\uFE00",
    vsupne: "\u228B\uFE00",
    Vvdash: "\u22AA",
    vzigzag: "\u299A",
    Wcirc: "\u0174",
    wcirc: "\u0175",
    wedbar: "\u2A5F",
    Wedge: "\u22C0",
    wedge: "\u2227",
    wedgeq: "\u2259",
    weierp: "\u2118",
    Wfr: "\uD835\uDD1A",
    wfr: "\uD835\uDD34",
    Wopf: "\uD835\uDD4E",
    wopf: "\uD835\uDD68",
    wp: "\u2118",
    wr: "\u2240",
    wreath: "\u2240",
    Wscr: "\uD835\uDCB2",
    wscr: "\uD835\uDCCC",
    xcap: "\u22C2",
    xcirc: "\u25EF",
    xcup: "\u22C3",
    xdtri: "\u25BD",
    Xfr: "\uD835\uDD1B",
    xfr: "\uD835\uDD35",
    xhArr: "\u27FA",
    xharr: "\u27F7",
    Xi: "\u039E",
    xi: "\u03BE",
    xlArr: "\u27F8",
    xlarr: "\u27F5",
    xmap: "\u27FC",
    xnis: "\u22FB",
    xodot: "\u2A00",
    Xopf: "\uD835\uDD4F",
    xopf: "\uD835\uDD69",
    xoplus: "\u2A01",
    xotime: "\u2A02",
    xrArr: "\u27F9",
    xrarr: "\u27F6",
    Xscr: "\uD835\uDCB3",
    xscr: "\uD835\uDCCD",
    xsqcup: "\u2A06",
    xuplus: "\u2A04",
    xutri: "\u25B3",
    xvee: "\u22C1",
    xwedge: "\u22C0",
    Yacute: "\xDD",
    yacute: "\xFD",
    YAcy: "\u042F",
    yacy: "\u044F",
    Ycirc: "\u0176",
    ycirc: "\u0177",
    Ycy: "\u042B",
    ycy: "\u044B",
    yen: "\xA5",
    Yfr: "\uD835\uDD1C",
    yfr: "\uD835\uDD36",
    YIcy: "\u0407",
    yicy: "\u0457",
    Yopf: "\uD835\uDD50",
    yopf: "\uD835\uDD6A",
    Yscr: "\uD835\uDCB4",
    yscr: "\uD835\uDCCE",
    YUcy: "\u042E",
    yucy: "\u044E",
    Yuml: "\u0178",
    yuml: "\xFF",
    Zacute: "\u0179",
    zacute: "\u017A",
    Zcaron: "\u017D",
    zcaron: "\u017E",
    Zcy: "\u0417",
    zcy: "\u0437",
    Zdot: "\u017B",
    zdot: "\u017C",
    zeetrf: "\u2128",
    ZeroWidthSpace: "\u200B",
    Zeta: "\u0396",
    zeta: "\u03B6",
    Zfr: "\u2128",
    zfr: "\uD835\uDD37",
    ZHcy: "\u0416",
    zhcy: "\u0436",
    zigrarr: "\u21DD",
    Zopf: "\u2124",
    zopf: "\uD835\uDD6B",
    Zscr: "\uD835\uDCB5",
    zscr: "\uD835\uDCCF",
    zwj: "\u200D",
    zwnj: "\u200C"
  });
  exports.entityMap = exports.HTML_ENTITIES;
});

// node_modules/@xmldom/xmldom/lib/sax.js
var require_sax = __commonJS(function(exports) {
  var conventions = require_conventions();
  var g = require_grammar();
  var errors = require_errors();
  var isHTMLEscapableRawTextElement = conventions.isHTMLEscapableRawTextElement;
  var isHTMLMimeType = conventions.isHTMLMimeType;
  var isHTMLRawTextElement = conventions.isHTMLRawTextElement;
  var hasOwn = conventions.hasOwn;
  var NAMESPACE = conventions.NAMESPACE;
  var ParseError = errors.ParseError;
  var DOMException = errors.DOMException;
  var S_TAG = 0;
  var S_ATTR = 1;
  var S_ATTR_SPACE = 2;
  var S_EQ = 3;
  var S_ATTR_NOQUOT_VALUE = 4;
  var S_ATTR_END = 5;
  var S_TAG_SPACE = 6;
  var S_TAG_CLOSE = 7;
  function XMLReader() {}
  XMLReader.prototype = {
    parse: function(source, defaultNSMap, entityMap) {
      var domBuilder = this.domBuilder;
      domBuilder.startDocument();
      _copy(defaultNSMap, defaultNSMap = Object.create(null));
      parse(source, defaultNSMap, entityMap, domBuilder, this.errorHandler);
      domBuilder.endDocument();
    }
  };
  var ENTITY_REG = /&#?\w+;?/g;
  function parse(source, defaultNSMapCopy, entityMap, domBuilder, errorHandler) {
    var isHTML = isHTMLMimeType(domBuilder.mimeType);
    if (source.indexOf(g.UNICODE_REPLACEMENT_CHARACTER) >= 0) {
      errorHandler.warning("Unicode replacement character detected, source encoding issues?");
    }
    function fixedFromCharCode(code) {
      if (code > 65535) {
        code -= 65536;
        var surrogate1 = 55296 + (code >> 10), surrogate2 = 56320 + (code & 1023);
        return String.fromCharCode(surrogate1, surrogate2);
      } else {
        return String.fromCharCode(code);
      }
    }
    function entityReplacer(a) {
      var complete = a[a.length - 1] === ";" ? a : a + ";";
      if (!isHTML && complete !== a) {
        errorHandler.error("EntityRef: expecting ;");
        return a;
      }
      var match = g.Reference.exec(complete);
      if (!match || match[0].length !== complete.length) {
        errorHandler.error("entity not matching Reference production: " + a);
        return a;
      }
      var k = complete.slice(1, -1);
      if (hasOwn(entityMap, k)) {
        return entityMap[k];
      } else if (k.charAt(0) === "#") {
        return fixedFromCharCode(parseInt(k.substring(1).replace("x", "0x")));
      } else {
        errorHandler.error("entity not found:" + a);
        return a;
      }
    }
    function appendText(end) {
      if (end > start) {
        var xt = source.substring(start, end).replace(ENTITY_REG, entityReplacer);
        locator && position(start);
        domBuilder.characters(xt, 0, end - start);
        start = end;
      }
    }
    var lineStart = 0;
    var lineEnd = 0;
    var linePattern = /\r\n?|\n|$/g;
    var locator = domBuilder.locator;
    function position(p, m) {
      while (p >= lineEnd && (m = linePattern.exec(source))) {
        lineStart = lineEnd;
        lineEnd = m.index + m[0].length;
        locator.lineNumber++;
      }
      locator.columnNumber = p - lineStart + 1;
    }
    var parseStack = [{ currentNSMap: defaultNSMapCopy }];
    var unclosedTags = [];
    var start = 0;
    while (true) {
      try {
        var tagStart = source.indexOf("<", start);
        if (tagStart < 0) {
          if (!isHTML && unclosedTags.length > 0) {
            return errorHandler.fatalError("unclosed xml tag(s): " + unclosedTags.join(", "));
          }
          if (!source.substring(start).match(/^\s*$/)) {
            var doc = domBuilder.doc;
            var text = doc.createTextNode(source.substring(start));
            if (doc.documentElement) {
              return errorHandler.error("Extra content at the end of the document");
            }
            doc.appendChild(text);
            domBuilder.currentElement = text;
          }
          return;
        }
        if (tagStart > start) {
          var fromSource = source.substring(start, tagStart);
          if (!isHTML && unclosedTags.length === 0) {
            fromSource = fromSource.replace(new RegExp(g.S_OPT.source, "g"), "");
            fromSource && errorHandler.error("Unexpected content outside root element: '" + fromSource + "'");
          }
          appendText(tagStart);
        }
        switch (source.charAt(tagStart + 1)) {
          case "/":
            var end = source.indexOf(">", tagStart + 2);
            var tagNameRaw = source.substring(tagStart + 2, end > 0 ? end : undefined);
            if (!tagNameRaw) {
              return errorHandler.fatalError("end tag name missing");
            }
            var endTagNameStrict = g.reg("^", g.QName_group, g.S_OPT, "$");
            var tagNameMatch = end > 0 && endTagNameStrict.exec(tagNameRaw);
            if (!tagNameMatch) {
              var leadingTagNameMatch = end > 0 && g.reg("^", g.QName_group).exec(tagNameRaw);
              if (isHTML && leadingTagNameMatch) {
                errorHandler.warning('end tag name contains invalid trailing characters: "' + tagNameRaw + '"');
                tagNameMatch = leadingTagNameMatch;
              } else if (leadingTagNameMatch && new RegExp(endTagNameStrict.source, endTagNameStrict.flags + "m").test(tagNameRaw)) {
                errorHandler.error('end tag name is followed by a line break and trailing content: "' + tagNameRaw + '"');
                tagNameMatch = leadingTagNameMatch;
              } else {
                return errorHandler.fatalError('end tag name contains invalid characters: "' + tagNameRaw + '"');
              }
            }
            if (!domBuilder.currentElement && !domBuilder.doc.documentElement) {
              return;
            }
            var currentTagName = unclosedTags[unclosedTags.length - 1] || domBuilder.currentElement.tagName || domBuilder.doc.documentElement.tagName || "";
            if (currentTagName !== tagNameMatch[1]) {
              var tagNameLower = tagNameMatch[1].toLowerCase();
              if (!isHTML || currentTagName.toLowerCase() !== tagNameLower) {
                return errorHandler.fatalError('Opening and ending tag mismatch: "' + currentTagName + '" != "' + tagNameRaw + '"');
              }
            }
            var config = parseStack.pop();
            unclosedTags.pop();
            var localNSMap = config.localNSMap;
            domBuilder.endElement(config.uri, config.localName, currentTagName);
            if (localNSMap) {
              for (var prefix in localNSMap) {
                if (hasOwn(localNSMap, prefix)) {
                  domBuilder.endPrefixMapping(prefix);
                }
              }
            }
            end++;
            break;
          case "?":
            locator && position(tagStart);
            end = parseProcessingInstruction(source, tagStart, domBuilder, errorHandler);
            break;
          case "!":
            locator && position(tagStart);
            end = parseDoctypeCommentOrCData(source, tagStart, domBuilder, errorHandler, isHTML);
            break;
          default:
            locator && position(tagStart);
            var el = new ElementAttributes;
            var currentNSMap = parseStack[parseStack.length - 1].currentNSMap;
            var end = parseElementStartPart(source, tagStart, el, currentNSMap, entityReplacer, errorHandler, isHTML);
            var len = el.length;
            if (!el.closed) {
              if (isHTML && conventions.isHTMLVoidElement(el.tagName)) {
                el.closed = true;
              } else {
                unclosedTags.push(el.tagName);
              }
            }
            if (locator && len) {
              var locator2 = copyLocator(locator, {});
              for (var i = 0;i < len; i++) {
                var a = el[i];
                position(a.offset);
                a.locator = copyLocator(locator, {});
              }
              domBuilder.locator = locator2;
              if (appendElement(el, domBuilder, currentNSMap)) {
                parseStack.push(el);
              }
              domBuilder.locator = locator;
            } else {
              if (appendElement(el, domBuilder, currentNSMap)) {
                parseStack.push(el);
              }
            }
            if (isHTML && !el.closed) {
              end = parseHtmlSpecialContent(source, end, el.tagName, entityReplacer, domBuilder);
            } else {
              end++;
            }
        }
      } catch (e) {
        if (e instanceof ParseError) {
          throw e;
        } else if (e instanceof DOMException) {
          return errorHandler.fatalError("Error constructing the DOM: " + e.name + ": " + e.message, e);
        }
        errorHandler.error("element parse error: " + e);
        end = -1;
      }
      if (end > start) {
        start = end;
      } else {
        appendText(Math.max(tagStart, start) + 1);
      }
    }
  }
  function copyLocator(f, t) {
    t.lineNumber = f.lineNumber;
    t.columnNumber = f.columnNumber;
    return t;
  }
  function parseElementStartPart(source, start, el, currentNSMap, entityReplacer, errorHandler, isHTML) {
    function addAttribute(qname, value, startIndex) {
      if (hasOwn(el.attributeNames, qname)) {
        return errorHandler.fatalError("Attribute " + qname + " redefined");
      }
      if (!isHTML && value.indexOf("<") >= 0) {
        return errorHandler.fatalError("Unescaped '<' not allowed in attributes values");
      }
      el.addValue(qname, value.replace(/[\t\n\r]/g, " ").replace(ENTITY_REG, entityReplacer), startIndex);
    }
    var attrName;
    var value;
    var p = ++start;
    var s = S_TAG;
    while (true) {
      var c = source.charAt(p);
      if (s === S_TAG && c === "<") {
        throw new Error("unexpected < in tag name: " + source.slice(start, p));
      }
      switch (c) {
        case "=":
          if (s === S_ATTR) {
            attrName = source.slice(start, p);
            s = S_EQ;
          } else if (s === S_ATTR_SPACE) {
            s = S_EQ;
          } else {
            throw new Error("attribute equal must after attrName");
          }
          break;
        case "'":
        case '"':
          if (s === S_EQ || s === S_ATTR) {
            if (s === S_ATTR) {
              errorHandler.warning('attribute value must after "="');
              attrName = source.slice(start, p);
            }
            start = p + 1;
            p = source.indexOf(c, start);
            if (p > 0) {
              value = source.slice(start, p);
              addAttribute(attrName, value, start - 1);
              s = S_ATTR_END;
            } else {
              throw new Error("attribute value no end '" + c + "' match");
            }
          } else if (s == S_ATTR_NOQUOT_VALUE) {
            value = source.slice(start, p);
            addAttribute(attrName, value, start);
            errorHandler.warning('attribute "' + attrName + '" missed start quot(' + c + ")!!");
            start = p + 1;
            s = S_ATTR_END;
          } else {
            throw new Error('attribute value must after "="');
          }
          break;
        case "/":
          switch (s) {
            case S_TAG:
              el.setTagName(source.slice(start, p));
            case S_ATTR_END:
            case S_TAG_SPACE:
            case S_TAG_CLOSE:
              s = S_TAG_CLOSE;
              el.closed = true;
            case S_ATTR_NOQUOT_VALUE:
            case S_ATTR:
              break;
            case S_ATTR_SPACE:
              el.closed = true;
              break;
            default:
              throw new Error("attribute invalid close char('/')");
          }
          break;
        case "":
          errorHandler.error("unexpected end of input");
          if (s == S_TAG) {
            el.setTagName(source.slice(start, p));
          }
          return p;
        case ">":
          switch (s) {
            case S_TAG:
              el.setTagName(source.slice(start, p));
            case S_ATTR_END:
            case S_TAG_SPACE:
            case S_TAG_CLOSE:
              break;
            case S_ATTR_NOQUOT_VALUE:
            case S_ATTR:
              value = source.slice(start, p);
              if (value.slice(-1) === "/") {
                el.closed = true;
                value = value.slice(0, -1);
              }
            case S_ATTR_SPACE:
              if (s === S_ATTR_SPACE) {
                value = attrName;
              }
              if (s == S_ATTR_NOQUOT_VALUE) {
                errorHandler.warning('attribute "' + value + '" missed quot(")!');
                addAttribute(attrName, value, start);
              } else {
                if (!isHTML) {
                  errorHandler.warning('attribute "' + value + '" missed value!! "' + value + '" instead!!');
                }
                addAttribute(value, value, start);
              }
              break;
            case S_EQ:
              if (!isHTML) {
                return errorHandler.fatalError(`AttValue: ' or " expected`);
              }
          }
          return p;
        case "\x80":
          c = " ";
        default:
          if (c <= " ") {
            switch (s) {
              case S_TAG:
                el.setTagName(source.slice(start, p));
                s = S_TAG_SPACE;
                break;
              case S_ATTR:
                attrName = source.slice(start, p);
                s = S_ATTR_SPACE;
                break;
              case S_ATTR_NOQUOT_VALUE:
                var value = source.slice(start, p);
                errorHandler.warning('attribute "' + value + '" missed quot(")!!');
                addAttribute(attrName, value, start);
              case S_ATTR_END:
                s = S_TAG_SPACE;
                break;
            }
          } else {
            switch (s) {
              case S_ATTR_SPACE:
                if (!isHTML) {
                  errorHandler.warning('attribute "' + attrName + '" missed value!! "' + attrName + '" instead2!!');
                }
                addAttribute(attrName, attrName, start);
                start = p;
                s = S_ATTR;
                break;
              case S_ATTR_END:
                errorHandler.warning('attribute space is required"' + attrName + '"!!');
              case S_TAG_SPACE:
                s = S_ATTR;
                start = p;
                break;
              case S_EQ:
                s = S_ATTR_NOQUOT_VALUE;
                start = p;
                break;
              case S_TAG_CLOSE:
                throw new Error("elements closed character '/' and '>' must be connected to");
            }
          }
      }
      p++;
    }
  }
  function appendElement(el, domBuilder, currentNSMap) {
    var tagName = el.tagName;
    var localNSMap = null;
    var i = el.length;
    while (i--) {
      var a = el[i];
      var qName = a.qName;
      var value = a.value;
      var nsp = qName.indexOf(":");
      if (nsp > 0) {
        var prefix = a.prefix = qName.slice(0, nsp);
        var localName = qName.slice(nsp + 1);
        var nsPrefix = prefix === "xmlns" && localName;
      } else {
        localName = qName;
        prefix = null;
        nsPrefix = qName === "xmlns" && "";
      }
      a.localName = localName;
      if (nsPrefix !== false) {
        if (localNSMap == null) {
          localNSMap = Object.create(null);
          currentNSMap = Object.create(currentNSMap);
        }
        currentNSMap[nsPrefix] = localNSMap[nsPrefix] = value;
        a.uri = NAMESPACE.XMLNS;
        domBuilder.startPrefixMapping(nsPrefix, value);
      }
    }
    var i = el.length;
    while (i--) {
      a = el[i];
      if (a.prefix) {
        if (a.prefix === "xml") {
          a.uri = NAMESPACE.XML;
        }
        if (a.prefix !== "xmlns") {
          a.uri = currentNSMap[a.prefix];
        }
      }
    }
    var nsp = tagName.indexOf(":");
    if (nsp > 0) {
      prefix = el.prefix = tagName.slice(0, nsp);
      localName = el.localName = tagName.slice(nsp + 1);
    } else {
      prefix = null;
      localName = el.localName = tagName;
    }
    var ns = el.uri = currentNSMap[prefix || ""];
    domBuilder.startElement(ns, localName, tagName, el);
    if (el.closed) {
      domBuilder.endElement(ns, localName, tagName);
      if (localNSMap) {
        for (prefix in localNSMap) {
          if (hasOwn(localNSMap, prefix)) {
            domBuilder.endPrefixMapping(prefix);
          }
        }
      }
    } else {
      el.currentNSMap = currentNSMap;
      el.localNSMap = localNSMap;
      return true;
    }
  }
  function parseHtmlSpecialContent(source, elStartEnd, tagName, entityReplacer, domBuilder) {
    var isEscapableRaw = isHTMLEscapableRawTextElement(tagName);
    if (isEscapableRaw || isHTMLRawTextElement(tagName)) {
      var closeTag = new RegExp("</" + tagName.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") + ">", "ig");
      closeTag.lastIndex = elStartEnd;
      var match = closeTag.exec(source);
      var elEndStart = match ? match.index : -1;
      if (elEndStart < 0) {
        return elStartEnd + 1;
      }
      var text = source.substring(elStartEnd + 1, elEndStart);
      if (isEscapableRaw) {
        text = text.replace(ENTITY_REG, entityReplacer);
      }
      domBuilder.characters(text, 0, text.length);
      return elEndStart;
    }
    return elStartEnd + 1;
  }
  function _copy(source, target) {
    for (var n in source) {
      if (hasOwn(source, n)) {
        target[n] = source[n];
      }
    }
  }
  function parseUtils(source, start) {
    var index = start;
    function char(n) {
      n = n || 0;
      return source.charAt(index + n);
    }
    function skip(n) {
      n = n || 1;
      index += n;
    }
    function skipBlanks() {
      var blanks = 0;
      while (index < source.length) {
        var c = char();
        if (c !== " " && c !== `
` && c !== "\t" && c !== "\r") {
          return blanks;
        }
        blanks++;
        skip();
      }
      return -1;
    }
    function substringFromIndex() {
      return source.substring(index);
    }
    function substringStartsWith(text) {
      return source.substring(index, index + text.length) === text;
    }
    function substringStartsWithCaseInsensitive(text) {
      return source.substring(index, index + text.length).toUpperCase() === text.toUpperCase();
    }
    function getMatch(args) {
      var expr = g.reg("^", args);
      var match = expr.exec(substringFromIndex());
      if (match) {
        skip(match[0].length);
        return match[0];
      }
      return null;
    }
    return {
      char,
      getIndex: function() {
        return index;
      },
      getMatch,
      getSource: function() {
        return source;
      },
      skip,
      skipBlanks,
      substringFromIndex,
      substringStartsWith,
      substringStartsWithCaseInsensitive
    };
  }
  function parseDoctypeInternalSubset(p, errorHandler) {
    function parsePI(p, errorHandler) {
      var match = g.PI.exec(p.substringFromIndex());
      if (!match) {
        return errorHandler.fatalError("processing instruction is not well-formed at position " + p.getIndex());
      }
      if (match[1].toLowerCase() === "xml") {
        return errorHandler.fatalError("xml declaration is only allowed at the start of the document, but found at position " + p.getIndex());
      }
      p.skip(match[0].length);
      return match[0];
    }
    var source = p.getSource();
    if (p.char() === "[") {
      p.skip(1);
      var intSubsetStart = p.getIndex();
      while (p.getIndex() < source.length) {
        p.skipBlanks();
        if (p.char() === "]") {
          var internalSubset = source.substring(intSubsetStart, p.getIndex());
          p.skip(1);
          return internalSubset;
        }
        var current = null;
        if (p.char() === "<" && p.char(1) === "!") {
          switch (p.char(2)) {
            case "E":
              if (p.char(3) === "L") {
                current = p.getMatch(g.elementdecl);
              } else if (p.char(3) === "N") {
                current = p.getMatch(g.EntityDecl);
              }
              break;
            case "A":
              current = p.getMatch(g.AttlistDecl);
              break;
            case "N":
              current = p.getMatch(g.NotationDecl);
              break;
            case "-":
              current = p.getMatch(g.Comment);
              break;
          }
        } else if (p.char() === "<" && p.char(1) === "?") {
          current = parsePI(p, errorHandler);
        } else if (p.char() === "%") {
          current = p.getMatch(g.PEReference);
        } else {
          return errorHandler.fatalError("Error detected in Markup declaration");
        }
        if (!current) {
          return errorHandler.fatalError("Error in internal subset at position " + p.getIndex());
        }
      }
      return errorHandler.fatalError("doctype internal subset is not well-formed, missing ]");
    }
  }
  function parseDoctypeCommentOrCData(source, start, domBuilder, errorHandler, isHTML) {
    var p = parseUtils(source, start);
    switch (isHTML ? p.char(2).toUpperCase() : p.char(2)) {
      case "-":
        var comment = p.getMatch(g.Comment);
        if (comment) {
          domBuilder.comment(comment, g.COMMENT_START.length, comment.length - g.COMMENT_START.length - g.COMMENT_END.length);
          return p.getIndex();
        } else {
          return errorHandler.fatalError("comment is not well-formed at position " + p.getIndex());
        }
      case "[":
        var cdata = p.getMatch(g.CDSect);
        if (cdata) {
          if (!isHTML && !domBuilder.currentElement) {
            return errorHandler.fatalError("CDATA outside of element");
          }
          domBuilder.startCDATA();
          domBuilder.characters(cdata, g.CDATA_START.length, cdata.length - g.CDATA_START.length - g.CDATA_END.length);
          domBuilder.endCDATA();
          return p.getIndex();
        } else {
          return errorHandler.fatalError("Invalid CDATA starting at position " + start);
        }
      case "D": {
        if (domBuilder.doc && domBuilder.doc.documentElement) {
          return errorHandler.fatalError("Doctype not allowed inside or after documentElement at position " + p.getIndex());
        }
        if (isHTML ? !p.substringStartsWithCaseInsensitive(g.DOCTYPE_DECL_START) : !p.substringStartsWith(g.DOCTYPE_DECL_START)) {
          return errorHandler.fatalError("Expected " + g.DOCTYPE_DECL_START + " at position " + p.getIndex());
        }
        p.skip(g.DOCTYPE_DECL_START.length);
        if (p.skipBlanks() < 1) {
          return errorHandler.fatalError("Expected whitespace after " + g.DOCTYPE_DECL_START + " at position " + p.getIndex());
        }
        var doctype = {
          name: undefined,
          publicId: undefined,
          systemId: undefined,
          internalSubset: undefined
        };
        doctype.name = p.getMatch(g.Name);
        if (!doctype.name)
          return errorHandler.fatalError("doctype name missing or contains unexpected characters at position " + p.getIndex());
        if (isHTML && doctype.name.toLowerCase() !== "html") {
          errorHandler.warning("Unexpected DOCTYPE in HTML document at position " + p.getIndex());
        }
        p.skipBlanks();
        if (p.substringStartsWith(g.PUBLIC) || p.substringStartsWith(g.SYSTEM)) {
          var match = g.ExternalID_match.exec(p.substringFromIndex());
          if (!match) {
            return errorHandler.fatalError("doctype external id is not well-formed at position " + p.getIndex());
          }
          if (match.groups.SystemLiteralOnly !== undefined) {
            doctype.systemId = match.groups.SystemLiteralOnly;
          } else {
            doctype.systemId = match.groups.SystemLiteral;
            doctype.publicId = match.groups.PubidLiteral;
          }
          p.skip(match[0].length);
        } else if (isHTML && p.substringStartsWithCaseInsensitive(g.SYSTEM)) {
          p.skip(g.SYSTEM.length);
          if (p.skipBlanks() < 1) {
            return errorHandler.fatalError("Expected whitespace after " + g.SYSTEM + " at position " + p.getIndex());
          }
          doctype.systemId = p.getMatch(g.ABOUT_LEGACY_COMPAT_SystemLiteral);
          if (!doctype.systemId) {
            return errorHandler.fatalError("Expected " + g.ABOUT_LEGACY_COMPAT + " in single or double quotes after " + g.SYSTEM + " at position " + p.getIndex());
          }
        }
        if (isHTML && doctype.systemId && !g.ABOUT_LEGACY_COMPAT_SystemLiteral.test(doctype.systemId)) {
          errorHandler.warning("Unexpected doctype.systemId in HTML document at position " + p.getIndex());
        }
        if (!isHTML) {
          p.skipBlanks();
          doctype.internalSubset = parseDoctypeInternalSubset(p, errorHandler);
        }
        p.skipBlanks();
        if (p.char() !== ">") {
          return errorHandler.fatalError("doctype not terminated with > at position " + p.getIndex());
        }
        p.skip(1);
        domBuilder.startDTD(doctype.name, doctype.publicId, doctype.systemId, doctype.internalSubset);
        domBuilder.endDTD();
        return p.getIndex();
      }
      default:
        return errorHandler.fatalError('Not well-formed XML starting with "<!" at position ' + start);
    }
  }
  function parseProcessingInstruction(source, start, domBuilder, errorHandler) {
    var match = source.substring(start).match(g.PI);
    if (!match) {
      return errorHandler.fatalError("Invalid processing instruction starting at position " + start);
    }
    if (match[1].toLowerCase() === "xml") {
      if (start > 0) {
        return errorHandler.fatalError("processing instruction at position " + start + " is an xml declaration which is only at the start of the document");
      }
      if (!g.XMLDecl.test(source.substring(start))) {
        return errorHandler.fatalError("xml declaration is not well-formed");
      }
    }
    domBuilder.processingInstruction(match[1], match[2]);
    return start + match[0].length;
  }
  function ElementAttributes() {
    this.attributeNames = Object.create(null);
  }
  ElementAttributes.prototype = {
    setTagName: function(tagName) {
      if (!g.QName_exact.test(tagName)) {
        throw new Error("invalid tagName:" + tagName);
      }
      this.tagName = tagName;
    },
    addValue: function(qName, value, offset) {
      if (!g.QName_exact.test(qName)) {
        throw new Error("invalid attribute:" + qName);
      }
      this.attributeNames[qName] = this.length;
      this[this.length++] = { qName, value, offset };
    },
    length: 0,
    getLocalName: function(i) {
      return this[i].localName;
    },
    getLocator: function(i) {
      return this[i].locator;
    },
    getQName: function(i) {
      return this[i].qName;
    },
    getURI: function(i) {
      return this[i].uri;
    },
    getValue: function(i) {
      return this[i].value;
    }
  };
  exports.XMLReader = XMLReader;
  exports.parseUtils = parseUtils;
  exports.parseDoctypeCommentOrCData = parseDoctypeCommentOrCData;
});

// node_modules/@xmldom/xmldom/lib/dom-parser.js
var require_dom_parser = __commonJS(function(exports) {
  var conventions = require_conventions();
  var dom = require_dom();
  var errors = require_errors();
  var entities = require_entities();
  var sax = require_sax();
  var DOMImplementation = dom.DOMImplementation;
  var hasDefaultHTMLNamespace = conventions.hasDefaultHTMLNamespace;
  var isHTMLMimeType = conventions.isHTMLMimeType;
  var isValidMimeType = conventions.isValidMimeType;
  var MIME_TYPE = conventions.MIME_TYPE;
  var NAMESPACE = conventions.NAMESPACE;
  var ParseError = errors.ParseError;
  var XMLReader = sax.XMLReader;
  function normalizeLineEndings(input) {
    return input.replace(/\r[\n\u0085]/g, `
`).replace(/[\r\u0085\u2028\u2029]/g, `
`);
  }
  function DOMParser(options) {
    options = options || {};
    if (options.locator === undefined) {
      options.locator = true;
    }
    this.assign = options.assign || conventions.assign;
    this.domHandler = options.domHandler || DOMHandler;
    this.onError = options.onError || options.errorHandler;
    if (options.errorHandler && typeof options.errorHandler !== "function") {
      throw new TypeError("errorHandler object is no longer supported, switch to onError!");
    } else if (options.errorHandler) {
      options.errorHandler("warning", "The `errorHandler` option has been deprecated, use `onError` instead!", this);
    }
    this.normalizeLineEndings = options.normalizeLineEndings || normalizeLineEndings;
    this.locator = !!options.locator;
    this.xmlns = this.assign(Object.create(null), options.xmlns);
  }
  DOMParser.prototype.parseFromString = function(source, mimeType) {
    if (!isValidMimeType(mimeType)) {
      throw new TypeError('DOMParser.parseFromString: the provided mimeType "' + mimeType + '" is not valid.');
    }
    var defaultNSMap = this.assign(Object.create(null), this.xmlns);
    var entityMap = entities.XML_ENTITIES;
    var defaultNamespace = defaultNSMap[""] || null;
    if (hasDefaultHTMLNamespace(mimeType)) {
      entityMap = entities.HTML_ENTITIES;
      defaultNamespace = NAMESPACE.HTML;
    } else if (mimeType === MIME_TYPE.XML_SVG_IMAGE) {
      defaultNamespace = NAMESPACE.SVG;
    }
    defaultNSMap[""] = defaultNamespace;
    defaultNSMap.xml = defaultNSMap.xml || NAMESPACE.XML;
    var domBuilder = new this.domHandler({
      mimeType,
      defaultNamespace,
      onError: this.onError
    });
    var locator = this.locator ? {} : undefined;
    if (this.locator) {
      domBuilder.setDocumentLocator(locator);
    }
    var sax = new XMLReader;
    sax.errorHandler = domBuilder;
    sax.domBuilder = domBuilder;
    var isXml = !conventions.isHTMLMimeType(mimeType);
    if (isXml && typeof source !== "string") {
      sax.errorHandler.fatalError("source is not a string");
    }
    sax.parse(this.normalizeLineEndings(String(source)), defaultNSMap, entityMap);
    if (!domBuilder.doc.documentElement) {
      sax.errorHandler.fatalError("missing root element");
    }
    return domBuilder.doc;
  };
  function DOMHandler(options) {
    var opt = options || {};
    this.mimeType = opt.mimeType || MIME_TYPE.XML_APPLICATION;
    this.defaultNamespace = opt.defaultNamespace || null;
    this.cdata = false;
    this.currentElement = undefined;
    this.doc = undefined;
    this.locator = undefined;
    this.onError = opt.onError;
  }
  function position(locator, node) {
    node.lineNumber = locator.lineNumber;
    node.columnNumber = locator.columnNumber;
  }
  DOMHandler.prototype = {
    startDocument: function() {
      var impl = new DOMImplementation;
      this.doc = isHTMLMimeType(this.mimeType) ? impl.createHTMLDocument(false) : impl.createDocument(this.defaultNamespace, "");
    },
    startElement: function(namespaceURI, localName, qName, attrs) {
      var doc = this.doc;
      var el = doc.createElementNS(namespaceURI, qName || localName);
      var len = attrs.length;
      appendElement(this, el);
      this.currentElement = el;
      this.locator && position(this.locator, el);
      for (var i = 0;i < len; i++) {
        var namespaceURI = attrs.getURI(i);
        var value = attrs.getValue(i);
        var qName = attrs.getQName(i);
        var attr = doc.createAttributeNS(namespaceURI, qName);
        this.locator && position(attrs.getLocator(i), attr);
        attr.value = attr.nodeValue = value;
        el.setAttributeNode(attr);
      }
    },
    endElement: function(namespaceURI, localName, qName) {
      this.currentElement = this.currentElement.parentNode;
    },
    startPrefixMapping: function(prefix, uri) {},
    endPrefixMapping: function(prefix) {},
    processingInstruction: function(target, data) {
      var ins = this.doc.createProcessingInstruction(target, data);
      this.locator && position(this.locator, ins);
      appendElement(this, ins);
    },
    ignorableWhitespace: function(ch, start, length) {},
    characters: function(chars, start, length) {
      chars = _toString.apply(this, arguments);
      if (chars) {
        if (this.cdata) {
          var charNode = this.doc.createCDATASection(chars);
        } else {
          var charNode = this.doc.createTextNode(chars);
        }
        if (this.currentElement) {
          this.currentElement.appendChild(charNode);
        } else if (/^\s*$/.test(chars)) {
          this.doc.appendChild(charNode);
        }
        this.locator && position(this.locator, charNode);
      }
    },
    skippedEntity: function(name) {},
    endDocument: function() {
      this.doc.normalize();
    },
    setDocumentLocator: function(locator) {
      if (locator) {
        locator.lineNumber = 0;
      }
      this.locator = locator;
    },
    comment: function(chars, start, length) {
      chars = _toString.apply(this, arguments);
      var comm = this.doc.createComment(chars);
      this.locator && position(this.locator, comm);
      appendElement(this, comm);
    },
    startCDATA: function() {
      this.cdata = true;
    },
    endCDATA: function() {
      this.cdata = false;
    },
    startDTD: function(name, publicId, systemId, internalSubset) {
      var impl = this.doc.implementation;
      if (impl && impl.createDocumentType) {
        var dt = impl.createDocumentType(name, publicId, systemId, internalSubset);
        this.locator && position(this.locator, dt);
        appendElement(this, dt);
        this.doc.doctype = dt;
      }
    },
    reportError: function(level, message) {
      if (typeof this.onError === "function") {
        try {
          this.onError(level, message, this);
        } catch (e) {
          throw new ParseError("Reporting " + level + ' "' + message + '" caused ' + e, this.locator);
        }
      } else {
        console.error("[xmldom " + level + "]\t" + message, _locator(this.locator));
      }
    },
    warning: function(message) {
      this.reportError("warning", message);
    },
    error: function(message) {
      this.reportError("error", message);
    },
    fatalError: function(message, cause) {
      this.reportError("fatalError", message);
      throw new ParseError(message, this.locator, cause);
    }
  };
  function _locator(l) {
    if (l) {
      return `
@#[line:` + l.lineNumber + ",col:" + l.columnNumber + "]";
    }
  }
  function _toString(chars, start, length) {
    if (typeof chars == "string") {
      return chars.substr(start, length);
    } else {
      if (chars.length >= start + length || start) {
        return new java.lang.String(chars, start, length) + "";
      }
      return chars;
    }
  }
  "endDTD,startEntity,endEntity,attributeDecl,elementDecl,externalEntityDecl,internalEntityDecl,resolveEntity,getExternalSubset,notationDecl,unparsedEntityDecl".replace(/\w+/g, function(key) {
    DOMHandler.prototype[key] = function() {
      return null;
    };
  });
  function appendElement(handler, node) {
    if (!handler.currentElement) {
      handler.doc.appendChild(node);
    } else {
      handler.currentElement.appendChild(node);
    }
  }
  function onErrorStopParsing(level) {
    if (level === "error")
      throw "onErrorStopParsing";
  }
  function onWarningStopParsing() {
    throw "onWarningStopParsing";
  }
  exports.__DOMHandler = DOMHandler;
  exports.DOMParser = DOMParser;
  exports.normalizeLineEndings = normalizeLineEndings;
  exports.onErrorStopParsing = onErrorStopParsing;
  exports.onWarningStopParsing = onWarningStopParsing;
});

// src/record/run-tests.ts
import { mkdirSync, mkdtempSync, rmSync } from "fs";
import { join as join10 } from "path";

// node_modules/@xmldom/xmldom/lib/index.js
var conventions = require_conventions();
var $assign = conventions.assign;
var $hasDefaultHTMLNamespace = conventions.hasDefaultHTMLNamespace;
var $isHTMLMimeType = conventions.isHTMLMimeType;
var $isValidMimeType = conventions.isValidMimeType;
var $MIME_TYPE = conventions.MIME_TYPE;
var $NAMESPACE = conventions.NAMESPACE;
var errors = require_errors();
var $DOMException = errors.DOMException;
var $DOMExceptionName = errors.DOMExceptionName;
var $ExceptionCode = errors.ExceptionCode;
var $ParseError = errors.ParseError;
var dom = require_dom();
var $Attr = dom.Attr;
var $CDATASection = dom.CDATASection;
var $CharacterData = dom.CharacterData;
var $Comment = dom.Comment;
var $Document = dom.Document;
var $DocumentFragment = dom.DocumentFragment;
var $DocumentType = dom.DocumentType;
var $DOMImplementation = dom.DOMImplementation;
var $Element = dom.Element;
var $Entity = dom.Entity;
var $EntityReference = dom.EntityReference;
var $LiveNodeList = dom.LiveNodeList;
var $NamedNodeMap = dom.NamedNodeMap;
var $Node = dom.Node;
var $NodeList = dom.NodeList;
var $Notation = dom.Notation;
var $ProcessingInstruction = dom.ProcessingInstruction;
var $Text = dom.Text;
var $XMLSerializer = dom.XMLSerializer;
var domParser = require_dom_parser();
var $DOMParser = domParser.DOMParser;
var $normalizeLineEndings = domParser.normalizeLineEndings;
var $onErrorStopParsing = domParser.onErrorStopParsing;
var $onWarningStopParsing = domParser.onWarningStopParsing;

// src/runners/json.ts
var MAX_REPORT = 64 * 1024 * 1024;
var readReport = (path, limit = MAX_REPORT) => readPlainText(path, limit);
function parsed(text, shape) {
  try {
    return shape.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
function readJson(path, shape) {
  const text = readReport(path);
  return text === null ? null : parsed(text, shape);
}
var jsonLines = (text, shape) => text.split(`
`).flatMap((line) => line.startsWith("{") ? parsed(line, shape) ?? [] : []);

// src/runners/place.ts
import { realpathSync } from "fs";

// src/runners/frames.ts
import { join, relative } from "path";
var MAX_LINE = 2000;
var CODE = /\.(?:[cm]?[jt]sx?|vue|svelte|py|go|java|kt|kts|scala|groovy|rb|php|rs|cs|fs|exs?|swift|c|cc|cpp|h|hpp)$/i;
var FOREIGN = /(?:^|\/)(?:node_modules|site-packages|dist-packages|\.venv|venv|gems|\.cargo|\.rustup)(?:\/|$)|^(?:node|bun|internal|native):/;
var PYTHON = /^\s*File "([^"]+)", line \d+/;
var IN_PARENS = /\(([^()]+?):\d+(?::\d+)?\)\s*$/;
var AT = /^\s*at (?:async )?(.+?):\d+:\d+\s*$/;
var JAVA = /^\s*at (?:[\w.$@-]*\/){0,2}([\w.$]+)\(([\w$]+\.(java|kt|scala|groovy)):\d+\)/;
var BRACKETED = /((?:[A-Za-z]:)?[^\s:]+):\[\d+,\d+\]/;
var DOTNET = /\sin (.+):line \d+\s*$/;
var LOOSE = /(?:[A-Za-z]:[\\/])?[^\s"'`()<>[\]{}:,;]+:\d+/g;
function pathInProject(written, root, from = root) {
  let path = written.trim().replaceAll("\\", "/");
  if (path.startsWith("file://")) {
    path = path.slice("file://".length).replace(/^\/(?=[A-Za-z]:)/, "");
    try {
      path = decodeURIComponent(path);
    } catch {}
  }
  const base = root.replaceAll("\\", "/").replace(/\/+$/, "");
  const windows = /^[A-Za-z]:/.test(path);
  const [left, right] = windows ? [path.toLowerCase(), base.toLowerCase()] : [path, base];
  if (base !== "" && left.startsWith(`${right}/`))
    path = path.slice(base.length + 1);
  else if (windows || path.startsWith("/"))
    return null;
  else if (from !== root)
    path = relative(root, join(from, path));
  const whole = projectPath(path);
  return CODE.test(whole) && !whole.startsWith("../") && !FOREIGN.test(whole) ? whole : null;
}
function framesOf(long, root, from) {
  const base = root.replace(/\/+$/, "");
  const line = base === "" || from !== root || !/\s/.test(base) ? long : long.replaceAll(`${base}/`, "");
  if (line.length > MAX_LINE || !/\d/.test(line))
    return [];
  const java2 = JAVA.exec(line);
  if (java2) {
    const [, name, file, kind] = java2;
    const inLowerCase = name.split(".").filter((part) => /^[a-z_]/.test(part));
    const folders = inLowerCase.slice(0, -1);
    if (folders.length === 0)
      return [];
    return [`src/main/${kind === "kt" ? "kotlin" : kind}/${[...folders, file].join("/")}`];
  }
  const whole = PYTHON.exec(line)?.[1] ?? DOTNET.exec(line)?.[1] ?? BRACKETED.exec(line)?.[1] ?? IN_PARENS.exec(line)?.[1] ?? AT.exec(line)?.[1];
  const written = whole !== undefined ? [whole] : (line.match(LOOSE) ?? []).map((one) => one.replace(/:\d+$/, ""));
  return written.flatMap((one) => pathInProject(one, root, from) ?? []);
}
function framesIn(output, root, from = root) {
  const found = new Set;
  for (const line of plainOutput(output).split(`
`))
    for (const frame of framesOf(line, root, from))
      found.add(frame);
  return [...found];
}

// src/runners/place.ts
function unlinked(text, root) {
  try {
    const real = realpathSync(root);
    return real === root || real === "/" ? text : text.replaceAll(real, root);
  } catch {
    return text;
  }
}
var fileIn = (written, { root, cwd }) => written ? pathInProject(unlinked(written, root), root, cwd) : null;
var framesAt = (text, { root, cwd }) => framesIn(unlinked(text, root), root, cwd);
function testCase({ file, suites, name }, state, said, place) {
  const message = state === "failed" ? said ?? "" : null;
  const frames = message === null ? [] : framesAt(message, place);
  if (message !== null && file !== null && !frames.includes(file))
    frames.push(file);
  return { file, suites, name, state, message, frames };
}
var notLoaded = (file, said, place) => testCase({ file, suites: [], name: NOT_LOADED }, "failed", said, place);
var manifests = (cwd, name) => ["*/", "*/*/", "*/*/*/"].flatMap((folders) => [...new Bun.Glob(`${folders}${name}`).scanSync({ cwd })]).filter((path) => !/(?:^|\/)(?:node_modules|target|vendor)\//.test(path)).sort();

// src/runners/junit.ts
var MAX_XML = 16 * 1024 * 1024;
var MAX_DEPTH = 200;
var isElement = (node) => node.nodeType === 1;
var childrenOf = (element) => [...element.childNodes].filter(isElement);
var attribute = (element, name) => element.getAttribute(name) || null;
function failureOf(element) {
  const message = attribute(element, "message") ?? "";
  const text = (element.textContent ?? "").trim();
  return text.includes(message) ? text : `${message}
${text}`.trim();
}
function caseOf(element, suites, file) {
  const inner = childrenOf(element);
  const isRisky = (one) => /RiskyTest(?:Error)?$/.test(attribute(one, "type") ?? "");
  const failed = inner.filter((one) => one.localName === "failure" || one.localName === "error" && !isRisky(one));
  const skipped = inner.find((one) => one.localName === "skipped" || isRisky(one));
  const isTodo = skipped !== undefined && /^todo$/i.test(attribute(skipped, "message") ?? attribute(skipped, "type") ?? "");
  return {
    suites,
    file: attribute(element, "file") ?? file,
    classname: attribute(element, "classname") ?? "",
    name: attribute(element, "name") ?? "",
    state: failed.length > 0 ? "failed" : skipped === undefined ? "passed" : isTodo ? "todo" : "skipped",
    message: failed.length > 0 ? failed.map(failureOf).join(`
`) : null
  };
}
function declaresAType(text) {
  let at = 0;
  for (;; ) {
    const blank = /[\s\uFEFF]*/y;
    blank.lastIndex = at;
    at += blank.exec(text)?.[0].length ?? 0;
    const end = text.startsWith("<?", at) ? "?>" : text.startsWith("<!--", at) ? "-->" : null;
    if (end === null)
      return text.startsWith("<!", at);
    const to = text.indexOf(end, at);
    if (to < 0)
      return false;
    at = to + end.length;
  }
}
function isTooDeep(text) {
  let depth = 0;
  for (let at = text.indexOf("<");at >= 0; at = text.indexOf("<", at)) {
    const end = ENDS.find(([open]) => text.startsWith(open, at))?.[1];
    if (end === undefined) {
      const close = tagEnd(text, at);
      if (text[at + 1] === "/")
        depth--;
      else if (text[close - 1] !== "/" && ++depth > MAX_DEPTH)
        return true;
      at = close;
    } else
      at = text.indexOf(end, at);
    if (at < 0)
      return false;
  }
  return false;
}
var ENDS = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"]
];
function tagEnd(text, from) {
  let quote = "";
  for (let at = from + 1;at < text.length; at++) {
    const char = text[at];
    if (quote !== "")
      quote = char === quote ? "" : quote;
    else if (char === ">")
      return at;
    else if (char === '"' || char === "'")
      quote = char;
  }
  return -1;
}
function parseXml(text) {
  const problems = [];
  if (declaresAType(text) || isTooDeep(text))
    return null;
  try {
    const parser = new $DOMParser({
      onError: (level, message) => {
        if (level !== "warning")
          problems.push(message);
      }
    });
    const root = parser.parseFromString(text, "text/xml").documentElement;
    return problems.length > 0 ? null : root;
  } catch {
    return null;
  }
}
function parseJUnit(text) {
  const found = [];
  const walk = (element, suites, file) => {
    for (const one of childrenOf(element)) {
      if (one.localName === "testcase")
        found.push(caseOf(one, suites, file));
      else if (one.localName === "testsuite")
        walk(one, [...suites, attribute(one, "name") ?? ""], attribute(one, "file") ?? file);
    }
  };
  const root = parseXml(text);
  if (root === null || !/^testsuites?$/.test(root.localName ?? ""))
    return null;
  try {
    walk(root, root.localName === "testsuite" ? [attribute(root, "name") ?? ""] : [], attribute(root, "file"));
    return found;
  } catch {
    return null;
  }
}
function readJUnit(path, place, named) {
  const text = readReport(path, MAX_XML);
  const cases = text === null ? null : parseJUnit(text);
  if (cases === null)
    return null;
  return cases.map((one) => {
    const { file, suites, name } = named(one);
    return testCase({ file: fileIn(file, place), suites, name }, one.state, one.message, place);
  });
}

// src/runners/runner.ts
var programOf = (word) => (word ?? "").replace(/^.*[\\/]/, "").replace(/\.(?:exe|cmd|bat)$/i, "");
var hasOption = (words, ...names) => words.some((word) => names.some((name) => word === name || word.startsWith(`${name}=`)));

// src/runners/bun.ts
var OWN = ["--reporter", "--reporter-outfile", "--watch", "--hot"];
var BROKEN = /^# Unhandled error between tests\n-+\n([\s\S]*?)\n-{20,}$/gm;
var HEADING = /^(\S.*\.[cm]?[jt]sx?):$/gm;
function brokenFiles(stderr, place) {
  const text = plainOutput(stderr);
  return [...text.matchAll(BROKEN)].map(({ 1: said, index }) => {
    const heading = [...text.slice(0, index).matchAll(HEADING)].at(-1)?.[1];
    return notLoaded(fileIn(heading, place), said, place);
  });
}
var bun = {
  name: "bun",
  reporting({ words, report, ...place }) {
    if (programOf(words[0]) !== "bun" || words[1] !== "test" || hasOption(words, ...OWN))
      return null;
    const path = `${report}.xml`;
    return {
      add: ["--reporter=junit", `--reporter-outfile=${path}`],
      read: ({ stderr }) => {
        const tests = readJUnit(path, place, ({ file, suites, name }) => ({ file, suites: suites.slice(1), name }));
        const broken = brokenFiles(stderr, place);
        return tests === null && broken.length === 0 ? null : [...tests ?? [], ...broken];
      }
    };
  }
};

// src/runners/cargo.ts
import { existsSync } from "fs";
import { dirname, join as join2 } from "path";
var SECTION = /^running (\d+) tests?\n([\s\S]*?)^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored; (\d+) measured; \d+ filtered out/gm;
var RESULT = /^test (\S.*?)(?: - should panic)? \.\.\. ([\s\S]*?)(ok|FAILED|ignored(?:, .*)?|bench: .*)$/gm;
var STATES = { ok: "passed", FAILED: "failed" };
var FAILURE = /^---- (.+) stdout ----\n([\s\S]*?)(?=^---- .+ stdout ----$|^failures:$)/gm;
var BINARY = /^ +Running (?:unittests )?(\S+) \((.*)\)$|^ +Doc-tests (\S+)$/gm;
var NOT_BUILT = /^error(?:\[E\d+\])?: (?:could not compile|failed to parse manifest|aborting)/m;
var cargo = {
  name: "cargo",
  reporting({ words, ...place }) {
    const at = words[1]?.startsWith("+") ? 2 : 1;
    if (programOf(words[0]) !== "cargo" || !["test", "t"].includes(words[at] ?? ""))
      return null;
    if (hasOption(words, "-q", "--quiet", "--no-run", "--list", "--format", "--help", "-h"))
      return null;
    return { read: (ran) => testsOf(ran, place) };
  }
};
function folderOf(crate, place) {
  const named = (manifest) => {
    try {
      const text = readPlainText(join2(place.cwd, manifest)) ?? "";
      const name = Bun.TOML.parse(text).package?.name;
      return typeof name === "string" && name.replaceAll("-", "_") === crate;
    } catch {
      return false;
    }
  };
  if (named("Cargo.toml"))
    return "";
  const found = manifests(place.cwd, "Cargo.toml").find(named);
  return found === undefined ? null : dirname(found);
}
function binariesIn(stderr, place) {
  let last = null;
  const folders = new Map;
  return [...stderr.matchAll(BINARY)].map(([, path, target, crate]) => {
    if (path === undefined)
      return { title: `Doc-tests ${crate}`, file: null };
    const own = target.replace(/^.*[\\/]/, "").replace(/-[0-9a-f]{16}(?:\.exe)?$/, "");
    if (path.startsWith("src"))
      last = own;
    const of = path.startsWith("src") ? own : last ?? own;
    if (!folders.has(of))
      folders.set(of, folderOf(of, place));
    const file = join2(place.cwd, folders.get(of) ?? "", path);
    return { title: own, file: existsSync(file) ? fileIn(file, place) : null };
  });
}
function testsOf({ stdout, stderr }, place) {
  const [text, errors] = [plainOutput(stdout), plainOutput(stderr)];
  const sections = [...text.matchAll(SECTION)];
  const binaries = binariesIn(errors, place);
  const tests = [];
  for (const [at, found] of sections.entries()) {
    const binary = binaries.length === sections.length ? binaries[at] : { title: "", file: null };
    const failures = new Map([...found[2].matchAll(FAILURE)].map(([, name, said]) => [name, said.trim()]));
    const cases = [...found[2].matchAll(RESULT)].map(([, name, , mark]) => caseOf2(name, STATES[mark] ?? "skipped", failures.get(name), binary, place));
    const count = (state) => cases.filter((one) => one.state === state).length;
    const [running, , passed, failed] = found.slice(1).map(Number);
    if (cases.length !== running || count("passed") !== passed || count("failed") !== failed)
      return null;
    tests.push(...cases);
  }
  if (NOT_BUILT.test(errors))
    return [...tests, notLoaded(null, errors, place)];
  return sections.length === 0 || text.match(/^running \d+ tests?$/gm)?.length !== sections.length ? null : tests;
}
function caseOf2(path, state, said, binary, place) {
  const example = /^(\S+\.(?:rs|md)) - (.+)$/.exec(path);
  const parts = example ? [example[2]] : path.split("::");
  const suites = [...binary.title === "" ? [] : [binary.title], ...parts.slice(0, -1)];
  const file = example ? fileIn(example[1], place) : binary.file;
  return testCase({ file, suites, name: parts.at(-1) }, state, said, place);
}

// src/runners/deno.ts
var OWN2 = ["--junit-path", "--reporter", "--watch", "--no-run"];
var deno = {
  name: "deno",
  reporting({ words, report, ...place }) {
    if (programOf(words[0]) !== "deno" || words[1] !== "test" || hasOption(words, ...OWN2))
      return null;
    const path = `${report}.xml`;
    return {
      add: [`--junit-path=${path}`],
      read: () => {
        const named = ({ file, suites, name }) => ({ file: file ?? suites[0] ?? null, suites: [], name });
        const tests = readJUnit(path, place, named);
        return tests && withSteps(tests);
      }
    };
  }
};
function withSteps(tests) {
  const holds = (outer, inner) => outer.file === inner.file && inner.name.startsWith(`${outer.name} > `);
  return tests.flatMap((one) => {
    const isByStep = one.state !== "failed" || /^\d+ test steps? failed/.test(one.message ?? "");
    if (isByStep && tests.some((other) => holds(one, other)))
      return [];
    const parts = tests.some((other) => holds(other, one)) ? one.name.split(" > ") : [one.name];
    return [{ ...one, suites: parts.slice(0, -1), name: parts.at(-1) }];
  });
}

// src/runners/dotnet.ts
import { readdirSync } from "fs";
import { join as join3 } from "path";
var OWN3 = ["--logger", "-l", "--results-directory", "--list-tests", "-t", "--report-trx"];
var STATES2 = { Passed: "passed", NotExecuted: "skipped", Inconclusive: "skipped" };
var dotnet = {
  name: "dotnet",
  reporting({ words, report, ...place }) {
    if (programOf(words[0]) !== "dotnet" || words[1] !== "test" || hasOption(words, ...OWN3))
      return null;
    const folder = `${report}-trx`;
    return {
      add: ["--logger", "trx", "--results-directory", folder],
      read: () => {
        const files = filesIn(folder).map((file) => parseTrx(readReport(join3(folder, file)) ?? "", place));
        return files.length === 0 || files.includes(null) ? null : files.flatMap((tests) => tests ?? []);
      }
    };
  }
};
function filesIn(folder) {
  try {
    return readdirSync(folder).filter((file) => file.endsWith(".trx")).sort();
  } catch {
    return [];
  }
}
var all = (root, name) => [...root.getElementsByTagName(name)];
function parseTrx(text, place) {
  const root = parseXml(text);
  if (root === null || root.localName !== "TestRun")
    return null;
  const classes = new Map(all(root, "UnitTest").map((one) => [one.getAttribute("id"), all(one, "TestMethod")[0]?.getAttribute("className")]));
  return all(root, "UnitTestResult").filter((one) => all(one, "UnitTestResult").length === 0).map((one) => {
    const whole = one.getAttribute("testName") ?? "";
    const of = (classes.get(one.getAttribute("testId")) ?? "").replace(/,.*$/, "");
    const name = of !== "" && whole.startsWith(`${of}.`) ? whole.slice(of.length + 1) : whole;
    const said = [...all(one, "Message"), ...all(one, "StackTrace")].map((part) => part.textContent ?? "").join(`
`);
    const state = STATES2[one.getAttribute("outcome") ?? ""] ?? "failed";
    return testCase({ file: null, suites: of === "" ? [] : [of], name }, state, said, place);
  });
}

// src/runners/go.ts
import { existsSync as existsSync2 } from "fs";
import { join as join4 } from "path";
var event = object({
  Action: string(),
  Package: optional(string()),
  Test: optional(string()),
  Output: optional(string())
});
var STATES3 = { pass: "passed", fail: "failed", skip: "skipped" };
var CUT = /^\u2026 \d+ bytes left out \u2026$/m;
var NOT_BUILT2 = /^(?:WARN invalid TestEvent: )?FAIL\s+(\S+) \[(?:build|setup) failed\]$/;
var go = {
  name: "go",
  reporting({ words, env, report, ...place }) {
    const program = programOf(words[0]);
    if (program === "gotestsum") {
      const own = /^(?:tool|--(?:jsonfile|watch|rerun-fails|raw-command)(?:=.*)?)$/;
      if (words.some((word) => own.test(word)))
        return null;
      const path = `${report}.jsonl`;
      return {
        env: { GOTESTSUM_JSONFILE: path },
        read: ({ stderr, ...ran }) => {
          const events = readReport(path);
          return events === null ? null : testsOf2({ ...ran, stdout: `${events}
${stderr}`, stderr }, place);
        }
      };
    }
    if (program !== "go" || words[1] !== "test" || hasOption(words, "-c", "-list", "-h"))
      return null;
    return {
      ...hasOption(words, "-json") ? {} : { env: { GOFLAGS: [env.GOFLAGS, "-json"].filter(Boolean).join(" ") } },
      read: (ran) => testsOf2(ran, place),
      shown: (stdout) => stdout.split(`
`).map(shownLine).join("")
    };
  }
};
function shownLine(line) {
  if (line === "")
    return "";
  return line.startsWith("{") ? jsonLines(line, event)[0]?.Output ?? "" : `${line}
`;
}
function testsOf2({ stdout, stderr }, place) {
  if (CUT.test(stdout))
    return null;
  const packages = new Map;
  const packageOf = (name) => {
    const found = packages.get(name) ?? { output: "", failed: false, tests: new Map };
    packages.set(name, found);
    return found;
  };
  for (const { Action, Package = "", Test, Output = "" } of jsonLines(stdout, event)) {
    if (Package === "" || Action.startsWith("build-"))
      continue;
    const of = packageOf(Package);
    if (Test === undefined) {
      of.output += Output;
      if (Action === "fail")
        of.failed = true;
      continue;
    }
    const one = of.tests.get(Test) ?? { state: null, output: "" };
    const state = one.state === "failed" ? one.state : STATES3[Action] ?? one.state;
    of.tests.set(Test, { state, output: one.output + Output });
  }
  for (const line of stdout.split(`
`)) {
    const name = NOT_BUILT2.exec(line)?.[1];
    if (name !== undefined)
      packageOf(name).failed = true;
  }
  if (packages.size === 0)
    return null;
  return [...packages].flatMap(([name, one]) => casesOf(name, one, stderr, place));
}
function casesOf(of, { output, failed, tests }, stderr, place) {
  const holds = new Map;
  for (const [name, { state }] of tests)
    for (let at = name.lastIndexOf("/");at > 0; at = name.lastIndexOf("/", at - 1)) {
      const outer = name.slice(0, at);
      holds.set(outer, holds.get(outer) === true || (state ?? "failed") === "failed");
    }
  const cases = [...tests].flatMap(([name, own]) => {
    const state = own.state ?? (failed ? "failed" : null);
    if (state === null)
      return [];
    if (holds.has(name) && (state !== "failed" || holds.get(name)))
      return [];
    return [caseOf3(of, name, state, own.output, place)];
  });
  if (!failed || cases.some((one) => one.state === "failed"))
    return cases;
  const said = /\[(?:build|setup) failed\]/.test(output) || output.trim() === "" ? `${output}${stderr}` : output;
  return [...cases, caseOf3(of, NOT_LOADED, "failed", said, place)];
}
function caseOf3(of, path, state, output, place) {
  const parts = path === NOT_LOADED ? [path] : path.split("/");
  const made = testCase({ file: null, suites: [of, ...parts.slice(0, -1)], name: parts.at(-1) }, state, output, place);
  const frames = made.frames.flatMap((file) => fileOfPackage(file, of, place));
  return { ...made, ...parts.length > 1 ? { held: parts.length - 1 } : {}, frames };
}
function fileOfPackage(file, of, { root, cwd }) {
  const parts = of.split("/");
  const folders = parts.map((_, at) => parts.slice(at + 1).join("/"));
  const folder = folders.find((one) => existsSync2(join4(cwd, one, file)));
  const base = cwd === root ? "" : `${cwd.slice(root.length + 1)}/`;
  return [folder && existsSync2(join4(cwd, folder, file)) ? `${base}${folder}/${file}` : file];
}

// src/runners/jest-json.ts
var results = object({
  testResults: array(object({
    name: string(),
    status: string(),
    message: nullish(string()),
    assertionResults: array(object({
      ancestorTitles: array(string()),
      title: string(),
      status: string(),
      failureMessages: nullish(array(string()))
    }))
  }))
});
var STATES4 = { passed: "passed", failed: "failed", todo: "todo" };
function readJestJson(path, place) {
  const found = readJson(path, results);
  if (found === null)
    return null;
  return found.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = fileIn(name, place);
    const tests = assertionResults.map((one) => {
      const named = { file, suites: one.ancestorTitles.filter((title) => title !== ""), name: one.title };
      return testCase(named, STATES4[one.status] ?? "skipped", one.failureMessages?.join(`
`), place);
    });
    if (status !== "failed" || tests.some((one) => one.state === "failed"))
      return tests;
    return [...tests, notLoaded(file, message, place)];
  });
}

// src/runners/jest.ts
var OWN4 = ["--json", "--outputFile", "--watch", "--watchAll", "--listTests", "--showConfig", "--init"];
var AROUND = ["react-scripts", "craco", "react-app-rewired"];
var jest = {
  name: "jest",
  reporting({ words, report, ...place }) {
    const program = programOf(words[0]);
    if (program !== "jest" && !(AROUND.includes(program) && words[1] === "test"))
      return null;
    if (hasOption(words, ...OWN4))
      return null;
    const path = `${report}.json`;
    return { add: ["--json", `--outputFile=${path}`], read: () => readJestJson(path, place) };
  }
};

// src/runners/jvm.ts
import { existsSync as existsSync3, readdirSync as readdirSync2, statSync } from "fs";
import { join as join5, relative as relative2 } from "path";
var FOLDERS = {
  gradle: /^(.*?)\/?build\/test-results\/([^/]+)$/,
  maven: /^(.*?)\/?target\/(?:surefire|failsafe)-reports$/
};
var SKIPPED = /^(?:\..*|node_modules|src|classes|tmp|libs)$/;
var MAX_DEPTH2 = 8;
var MAX_FILES = 5000;
var NOT_BUILT3 = /COMPILATION ERROR|Compilation failed; see the compiler|Execution failed for task '[\w:-]*:compile\w*'/;
var UP_TO_DATE = /^(?:> Task )?:((?:[\w.-]+:)*)([\w-]+) (?:UP-TO-DATE|FROM-CACHE)$/gm;
var gradle = {
  name: "gradle",
  reporting({ words, ...place }) {
    if (!/^gradlew?$/.test(programOf(words[0])))
      return null;
    if (hasOption(words, "-t", "--continuous", "-m", "--dry-run", "--tasks"))
      return null;
    return { read: (ran) => testsOf3(ran, "gradle", place) };
  }
};
var maven = {
  name: "maven",
  reporting({ words, ...place }) {
    if (!/^mvnw?d?$/.test(programOf(words[0])))
      return null;
    return { read: (ran) => testsOf3(ran, "maven", place) };
  }
};
function reportFolders(kind, cwd) {
  const found = [];
  const walk = (folder, depth) => {
    const matched = FOLDERS[kind].exec(folder);
    if (matched)
      found.push({ folder, module: matched[1], task: matched[2] ?? "" });
    if (matched || depth > MAX_DEPTH2)
      return;
    let entries = [];
    try {
      entries = readdirSync2(join5(cwd, folder), { withFileTypes: true }).filter((one) => one.isDirectory() && !SKIPPED.test(one.name)).map((one) => one.name);
    } catch {}
    for (const name of entries.sort())
      walk(folder === "" ? name : `${folder}/${name}`, depth + 1);
  };
  walk("", 0);
  return found;
}
function testsOf3({ stdout, stderr, startedAt }, kind, place) {
  const output = plainOutput(`${stdout}
${stderr}`);
  const kept = new Set([...output.matchAll(UP_TO_DATE)].map(([, path, task]) => `${path.replaceAll(":", "/")}${task}`));
  const since = Math.floor(startedAt / 1000) * 1000;
  const folders = reportFolders(kind, place.cwd);
  const modules = [...new Set(folders.map((one) => one.module))];
  const tests = [];
  let files = 0;
  for (const { folder, module, task } of folders) {
    const isKept = kept.has(module === "" ? task : `${module}/${task}`);
    for (const file of readdirSync2(join5(place.cwd, folder)).sort()) {
      const path = join5(place.cwd, folder, file);
      if (!/^TEST-.*\.xml$/.test(file) || !isKept && statSync(path).ctimeMs < since)
        continue;
      files++;
      const cases = files > MAX_FILES ? null : parseJUnit(readReport(path) ?? "");
      if (cases === null)
        return null;
      for (const one of cases) {
        const name = one.name === "" || one.name === one.classname ? NOT_LOADED : one.name;
        const file = fileOfClass(one.classname, [module], place);
        const made = testCase({ file, suites: one.classname === "" ? [] : [one.classname], name }, one.state, one.message, place);
        tests.push({ ...made, frames: classFiles(one.message ?? "", [module, ...modules], place) });
      }
    }
  }
  if (NOT_BUILT3.test(output))
    return [...tests, notLoaded(null, output, place)];
  return files === 0 ? null : tests;
}
var SOURCES = ["test", "main", "integrationTest", "it"];
var LANGUAGES = ["java", "kotlin", "groovy", "scala"];
var ENDINGS = { kotlin: "kt" };
function fileOfClass(name, modules, place) {
  const path = name.replace(/\$.*$/, "").replaceAll(".", "/");
  for (const module of modules)
    for (const source of SOURCES)
      for (const language of LANGUAGES) {
        const file = join5(place.cwd, module, "src", source, language, `${path}.${ENDINGS[language] ?? language}`);
        if (path !== "" && existsSync3(file))
          return relative2(place.root, file).replaceAll("\\", "/");
      }
  return null;
}
var FRAME = /^\s*at (?:[\w.$@-]*\/){0,2}([\w.$]+)\.[\w$<>]+\([\w$]+\.\w+:\d+\)/gm;
var classFiles = (said, modules, place) => [
  ...new Set([...said.matchAll(FRAME)].flatMap(([, name]) => fileOfClass(name, modules, place) ?? []))
];

// src/runners/launch.ts
import { existsSync as existsSync4 } from "fs";
import { dirname as dirname2, isAbsolute, join as join6, relative as relative3 } from "path";
var VARIABLE = /^([A-Za-z_]\w*)=/;
var NONE = /(?!)/;
function past(words, at, switches, valued = NONE) {
  let from = at;
  while (from < words.length && (switches.test(words[from]) || valued.test(words[from])))
    from += valued.test(words[from]) ? 2 : 1;
  if (words[from] === "--")
    from++;
  const first = words[from];
  return first === undefined || first.startsWith("-") ? null : words.slice(from);
}
function launched(words) {
  const [first, second] = [programOf(words[0]), words[1] ?? ""];
  const plain = (inner) => ({ words: inner, sets: [], before: [] });
  const quiet = /^(?:--yes|-y|--bun|--no-install|--silent|-s|--quiet|-q)$/;
  if (["npx", "pnpx", "bunx"].includes(first))
    return plain(past(words, 1, quiet, /^(?:-p|--package)$/));
  if (first === "bun" && second === "x")
    return plain(past(words, 2, quiet));
  if (first === "npm" && ["exec", "x"].includes(second))
    return { ...plain(past(words, 2, quiet)), before: words.includes("--") ? [] : ["--"] };
  if (["pnpm", "yarn"].includes(first) && ["exec", "dlx"].includes(second))
    return plain(past(words, 2, quiet));
  if (["uv", "poetry", "pipenv", "hatch", "pdm", "rye"].includes(first) && second === "run")
    return plain(past(words, 2, /^(?:-q|--quiet|--frozen|--locked|--no-sync|--isolated|--all-extras|--dev|--(?:group|extra|with)=.*)$/, /^--(?:group|extra|with)$/));
  if (first === "uvx")
    return plain(past(words, 1, /^(?:-q|--quiet|--with=.*)$/, /^--(?:with|from)$/));
  if (first === "bundle" && second === "exec")
    return plain(past(words, 2, NONE));
  if (/^(?:python[\d.]*|py)$/.test(first)) {
    const isOwn = (word, index) => /^-(?:[BbEIOPsSu]+|[WX].*)$/.test(word) || /^-[WX]$/.test(words[index - 1]);
    const at = words.findIndex((word, index) => index > 0 && !isOwn(word, index));
    return words[at] === "-m" ? plain(past(words, at + 1, NONE)) : null;
  }
  if (first === "coverage" && second === "run") {
    const at = words.findIndex((word, index) => index > 1 && !/^(?:-[apL]|--[a-z-]+=.*|--branch|--append|--parallel-mode)$/.test(word));
    return words[at] === "-m" ? plain(past(words, at + 1, NONE)) : null;
  }
  if (["c8", "nyc"].includes(first)) {
    const valued = /^(?:-[rnxeot]|--(?:reporter|include|exclude|extension|lines|branches|functions|statements|reports?-dir|temp-directory|src))$/;
    return plain(past(words, 1, /^(?:-a|--all|--check-coverage|--silent|--[a-z-]+=.*)$/, valued));
  }
  if (first === "xvfb-run")
    return plain(past(words, 1, /^(?:-a|--auto-servernum|--server-args=.*)$/, /^(?:-s|-n|--server-(?:args|num))$/));
  if (["cross-env", "env"].includes(first)) {
    const at = words.findIndex((word, index) => index > 0 && !VARIABLE.test(word));
    const sets = words.slice(1, Math.max(at, 1)).map((word) => VARIABLE.exec(word)[1]);
    return { words: at < 0 ? null : past(words, at, NONE), sets, before: [] };
  }
  if (["dotenv", "dotenvx"].includes(first)) {
    const at = words.indexOf("--");
    return at < 0 ? null : plain(past(words, at + 1, NONE));
  }
  if (/^(?:node|tsx|ts-node(?:-esm)?)$/.test(first)) {
    const at = words.findIndex((word) => TOOL.test(word));
    const tool = TOOL.exec(words[at] ?? "")?.[1];
    return tool === undefined || words.includes("--test") ? null : plain([tool, ...words.slice(at + 1)]);
  }
  if (first === "php") {
    const at = words.findIndex((word, index) => index > 0 && !word.startsWith("-"));
    return at < 0 ? null : plain(words.slice(at));
  }
  return null;
}
var TOOL = /(?:^|\/)node_modules\/(?:.*\/)?(jest|_?mocha|vitest|playwright)(?:\.[cm]?js)?$/;
var MANAGERS = {
  npm: {
    folder: ["--prefix", "-C"],
    package: ["-w", "--workspace"],
    quiet: /^(?:-s|--silent|--if-present|--quiet|-q)$/
  },
  pnpm: { folder: ["-C", "--dir"], package: ["--filter", "-F"], quiet: /^(?:-s|--silent|--if-present)$/ },
  yarn: { folder: ["--cwd"], package: [], quiet: /^(?:-s|--silent)$/ },
  bun: { folder: ["--cwd"], package: [], quiet: /^(?:--bun|--silent|-b)$/ },
  composer: {
    folder: ["-d", "--working-dir"],
    package: [],
    quiet: /^(?:-q|--quiet|--no-interaction|-n|--ansi|--no-ansi)$/
  },
  deno: { folder: ["--cwd"], package: [], quiet: /^(?:-q|--quiet)$/ }
};
function readCall(words, cwd) {
  const program = programOf(words[0]);
  const manager = MANAGERS[program];
  if (manager === undefined)
    return null;
  let folder = cwd;
  let packages = 0;
  const own = [];
  let at = 1;
  const isOver = () => program !== "npm" && own.length > (/^(?:run|task|workspace)$/.test(own[0] ?? "") ? 1 : 0);
  for (;at < words.length && words[at] !== "--" && !isOver(); at++) {
    const word = words[at];
    const [name, joined] = word.startsWith("--") && word.includes("=") ? splitAt(word) : [word, null];
    const isPackage = manager.package.includes(name);
    if (isPackage || manager.folder.includes(name)) {
      const value = joined ?? words[++at];
      const found = value === undefined ? null : isPackage ? folderOfPackage(value, folder) : join6(folder, value);
      if (found === null || isPackage && ++packages > 1)
        return null;
      folder = isAbsolute(value) ? value : found;
    } else if (word.startsWith("-") && !manager.quiet.test(word))
      return null;
    else if (!word.startsWith("-"))
      own.push(word);
    if (program === "yarn" && own.length === 2 && own[0] === "workspace") {
      const found = folderOfPackage(own[1], folder);
      if (found === null)
        return null;
      folder = found;
      own.length = 0;
    }
  }
  const hands = words.slice(at);
  return {
    program,
    cwd: folder,
    own,
    hands: program === "npm" || program === "composer" ? hands.slice(1) : hands,
    passes: hands[0] === "--"
  };
}
var splitAt = (word) => [
  word.slice(0, word.indexOf("=")),
  word.slice(word.indexOf("=") + 1)
];
function json(path) {
  try {
    const found = JSON.parse(readPlainText(path) ?? "null");
    return typeof found === "object" && found !== null ? found : null;
  } catch {
    return null;
  }
}
function folderOfPackage(named, cwd) {
  if (/[*!{}[\]]|\.\.\./.test(named))
    return null;
  if (existsSync4(join6(cwd, named, "package.json")))
    return join6(cwd, named);
  const found = manifests(cwd, "package.json").find((one) => json(join6(cwd, one))?.name === named);
  return found === undefined ? null : join6(cwd, dirname2(found));
}
function scriptOf(words, cwd) {
  const call = readCall(words, cwd);
  if (call === null)
    return null;
  const { program, own } = call;
  const isRun = own[0] === "run" || own[0] === "run-script" || program === "deno" && own[0] === "task";
  const name = isRun ? own[1] : own[0] === "t" || own[0] === "tst" ? "test" : own[0];
  const isShort = program === "npm" ? name === "test" : program === "yarn" || program === "pnpm" || program === "composer";
  if (name === undefined || !isRun && !isShort)
    return null;
  const file = program === "composer" ? "composer.json" : program === "deno" ? "deno.json" : "package.json";
  const manifest = json(join6(call.cwd, file));
  const scripts = manifest?.[program === "deno" ? "tasks" : "scripts"];
  const text = scripts?.[name];
  const given = [...own.slice(isRun ? 2 : 1), ...call.hands];
  const needs = (program === "npm" || program === "composer") && !call.passes;
  const before = needs ? ["--"] : [];
  const hooks = ["pre", "post"].filter((one) => typeof scripts?.[one + name] === "string");
  if (typeof text === "string")
    return {
      text: text.replace(/^@php /, "php "),
      given,
      cwd: call.cwd,
      before,
      hooks: hooks.map((one) => [program, "run", one + name])
    };
  const runsPrograms = program === "yarn" || program === "pnpm" || program === "bun" && isRun;
  return runsPrograms ? { text: name, given, cwd: call.cwd, before, hooks: [] } : null;
}
function parts(line) {
  const found = [""];
  let quote = null;
  for (let at = 0;at < line.length; at++) {
    const char = line[at];
    if (quote === null && line.startsWith("&&", at)) {
      found.push("");
      at++;
      continue;
    }
    if (char === quote)
      quote = null;
    else if (quote === null && (char === '"' || char === "'"))
      quote = char;
    found[found.length - 1] += char;
  }
  return found;
}
var PATTERNS = /[*?[\]{}~]/g;
var SET = /^\s*([A-Za-z_]\w*)=(?:'[^']*'|"[^"$`\\]*"|[\w@%+=:,./-]*)+\s+/;
function lastOf(text, from) {
  let cwd = from;
  const commands = parts(text).map((part) => {
    const sets = [];
    let left = part;
    for (let found = SET.exec(left);found !== null; found = SET.exec(left)) {
      sets.push(found[1]);
      left = left.slice(found[0].length);
    }
    const line = readCommandLine(left.trim().replaceAll(PATTERNS, "_"));
    return line.shell ? null : { words: line.words, sets };
  });
  const earlier = [];
  for (const one of commands.slice(0, -1)) {
    if (one === null)
      return null;
    if (one.words[0] === "cd" && one.words.length === 2)
      cwd = join6(cwd, one.words[1]);
    else if (/^(?:cd|export|exec|set|exit)$/.test(one.words[0]))
      return null;
    else
      earlier.push(one.words);
  }
  const last = commands.at(-1);
  return last ? { ...last, cwd, earlier } : null;
}
function innerOf(words, cwd) {
  const program = launched(words);
  if (program !== null) {
    const { words: inner, ...rest } = program;
    return inner === null ? null : { ...rest, words: inner, cwd, earlier: [] };
  }
  const script = scriptOf(words, cwd);
  const last = script && lastOf(script.text, script.cwd);
  return last && {
    ...last,
    words: [...last.words, ...script.given],
    before: script.before,
    earlier: [...script.hooks, ...last.earlier]
  };
}
function spelledOut(words) {
  const { folder, package: packages } = MANAGERS.pnpm;
  let at = words.findIndex((word) => programOf(word) === "pnpm") + 1;
  if (at === 0)
    return [...words];
  while (words[at]?.startsWith("-"))
    at += [...folder, ...packages].includes(words[at]) ? 2 : 1;
  return /^(?:t|tst|test)$/.test(words[at] ?? "") ? words.toSpliced(at, 1, "run", "test") : [...words];
}
var isWithin = (folder, root) => {
  const way = relative3(root, folder);
  return way === "" || !(way.startsWith("..") || isAbsolute(way));
};

// src/runners/minitest.ts
var RESULT2 = /^([^\s#][^#\n]*)#(?:(test_.*?) = |(test_.*?) = [\s\S]*?)\d+\.\d\d s = ([.FES])$/gm;
var COUNTS = /^(\d+) (?:runs|tests), \d+ assertions, (\d+) failures, (\d+) errors, (\d+) skips$/m;
var FAILURE2 = /^ {1,3}\d+\) (?:Failure|Error):\n([\s\S]*?)(?=^ {1,3}\d+\) (?:Failure|Error|Skipped):|^\d+ (?:runs|tests), )/gm;
var RAILS_FAILURE = /^(?:Failure|Error):\n([\s\S]*?)\n\n/gm;
var STATES5 = { ".": "passed", F: "failed", E: "failed", S: "skipped" };
var BROKEN2 = /\((?:[A-Z]\w*::)*\w*(?:Error|Exception)\)|syntax error|rake aborted!\n(?!No Rakefile found|Don't know how)/;
var minitest = {
  name: "minitest",
  reporting({ words, env, ...place }) {
    const read = (ran) => readMinitest(ran, place);
    const program = programOf(words[0]);
    const verbose = hasOption(words, "-v", "--verbose") ? [] : ["--verbose"];
    if (program === "rails" && /^test(?::\w+)?$/.test(words[1] ?? ""))
      return { add: verbose, read };
    if (isRake("test", words))
      return { env: inRake(env), read };
    const isTests = words.some((word) => /(?:_test|_spec|(?:^|\/)test_[^/]*)\.rb$/.test(word));
    const isScript = !hasOption(words, "-e", "-c", "-n", "-p");
    return program === "ruby" && isTests && isScript ? { add: verbose, read } : null;
  }
};
var isRake = (task, words) => programOf(words[0]) === "rake" && words.slice(1).some((word) => word.split(":")[0] === task);
var inRake = ({ TESTOPTS }) => ({
  TESTOPTS: [TESTOPTS, "--verbose"].filter(Boolean).join(" ")
});
function readMinitest({ stdout, stderr }, place) {
  const text = plainOutput(stdout);
  const counts = COUNTS.exec(text);
  if (counts === null) {
    const said = plainOutput(stderr);
    return BROKEN2.test(said) ? [notLoaded(null, said, place)] : null;
  }
  const failures = [...text.matchAll(FAILURE2), ...text.matchAll(RAILS_FAILURE)].map((found) => found[1].trim());
  const tests = [...text.matchAll(RESULT2)].map(([, group, quiet, noisy, mark]) => {
    const name = quiet ?? noisy;
    const said = failures.find((one) => one.startsWith(`${group}#${name} [`) || one.startsWith(`${group}#${name}:`));
    const named = { file: null, suites: [group], name: name.replace(/^test_\d{4}_/, "") };
    return testCase(named, STATES5[mark], said, place);
  });
  const [runs, failed, errors, skipped] = counts.slice(1).map(Number);
  const count = (state) => tests.filter((one) => one.state === state).length;
  const isWhole = tests.length === runs && count("failed") === failed + errors && count("skipped") === skipped;
  return isWhole ? tests : null;
}

// src/runners/mocha.ts
import { writeFileSync } from "fs";
var reporterText = (path) => `const { realpathSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const found = () => {
  try {
    return createRequire(process.cwd() + "/package.json")("mocha");
  } catch {
    return createRequire(realpathSync(process.argv[1]))("../index.js");
  }
};
const mocha = found();
// Before Mocha 4 a test does not tell its groups, and one that is told by a worker has no others.
const titlesOf = (test) => test.titlePath?.() ?? [...(test.parent ? titlesOf(test.parent) : []), test.title];
const { Spec } = (mocha.reporters ?? mocha.default.reporters);
module.exports = class extends Spec {
  constructor(runner, options) {
    super(runner, options);
    const results = [];
    const add = (state) => (test, error) =>
      results.push({ titles: titlesOf(test), file: test.file ?? null, state, message: error ? String(error.stack ?? error) : null });
    runner.on("pass", add("passed")).on("fail", add("failed")).on("pending", add("skipped"));
    runner.on("end", () => writeFileSync(${JSON.stringify(path)}, JSON.stringify(results)));
  }
};
`;
var results2 = array(object({
  titles: array(string()),
  file: nullable(string()),
  state: _enum(["passed", "failed", "skipped"]),
  message: nullable(string())
}));
var OWN5 = ["--reporter", "-R", "--watch", "-w", "--dry-run"];
var LOADING = /^ +at .*[\\/]mocha[\\/]lib[\\/]/m;
var mocha = {
  name: "mocha",
  reporting({ words, report, ...place }) {
    if (!/^(?:_|ts-)?mocha$/.test(programOf(words[0])) || hasOption(words, ...OWN5))
      return null;
    const [reporter, path] = [`${report}-reporter.cjs`, `${report}.json`];
    writeFileSync(reporter, reporterText(path));
    return {
      add: ["--reporter", reporter],
      read: ({ stderr }) => {
        const tests = readJson(path, results2)?.map(({ titles, file, state, message }) => {
          const suites = titles.slice(0, -1).filter((title) => title !== "");
          return testCase({ file: fileIn(file, place), suites, name: titles.at(-1) ?? "" }, state, message, place);
        });
        const isLoading = LOADING.test(stderr) && !stderr.includes(reporter);
        return tests ?? (isLoading ? [notLoaded(null, stderr, place)] : null);
      }
    };
  }
};

// src/runners/node.ts
import { writeFileSync as writeFileSync2 } from "fs";
import { resolve } from "path";
var REPORTER = `module.exports = async function* (events) {
  for await (const { type, data } of events) {
    if (type === "test:stderr") yield JSON.stringify({ type: "stderr", name: "", nesting: 0, file: data.file, suite: false, message: data.message }) + "\\n";
    if (type === "test:start" || type === "test:pass" || type === "test:fail") {
      const error = data.details?.error;
      const cause = error?.cause ?? error;
      const message = error ? String(cause?.stack ?? cause) : null;
      const { name, nesting, file, skip, todo } = data;
      yield JSON.stringify({ type: type.slice(5), name, nesting, file, skip, todo, suite: data.details?.type === "suite", failure: error?.failureType, message }) + "\\n";
    }
  }
};
`;
var said = optional(union([boolean(), string()]));
var event2 = object({
  type: _enum(["start", "pass", "fail", "stderr"]),
  name: string(),
  nesting: number2().check(int(), _gte(0), _lte(1000)),
  file: optional(string()),
  skip: said,
  todo: said,
  suite: boolean(),
  failure: optional(string()),
  message: nullable(string())
});
var set = (value) => value !== undefined && value !== false;
function testsOf4(events, place) {
  const tests = [];
  const open = [];
  const errors = new Map;
  for (const { type, name, nesting, file, ...event } of events) {
    if (type === "stderr") {
      errors.set(file ?? "", (errors.get(file ?? "") ?? "") + event.message);
      continue;
    }
    if (type === "start") {
      open.length = Math.min(open.length, nesting);
      const outer = open[nesting - 1];
      if (outer)
        outer.holds = true;
      open[nesting] = { name, holds: false, from: tests.length };
      continue;
    }
    const isFile = nesting === 0 && resolve(place.cwd, name) === resolve(place.cwd, file ?? name) && /\.\w+$/.test(name);
    if (isFile) {
      if (type === "pass")
        continue;
      const message = [errors.get(file ?? ""), event.message].filter(Boolean).join(`
`);
      tests.push(notLoaded(fileIn(file ?? name, place), message, place));
      continue;
    }
    const { holds, from } = open[nesting] ?? { holds: false, from: tests.length };
    if (holds && !event.suite)
      for (const one of tests.slice(from))
        one.held = one.suites.length - nesting;
    if ((event.suite || holds) && (type === "pass" || event.failure === "subtestsFailed"))
      continue;
    const state = set(event.todo) ? "todo" : set(event.skip) ? "skipped" : type === "pass" ? "passed" : "failed";
    const suites = open.slice(0, nesting).map((one) => one?.name ?? "");
    tests.push(testCase({ file: fileIn(file, place), suites, name }, state, event.message, place));
  }
  return tests;
}
var quoted = (path) => `"${path.replaceAll(/["\\]/g, "\\$&")}"`;
var OWN6 = ["--test-reporter", "--test-reporter-destination", "--watch"];
var node = {
  name: "node",
  reporting({ words, report, env, ...place }) {
    if (!["node", "tsx"].includes(programOf(words[0])) || !words.includes("--test") || hasOption(words, ...OWN6))
      return null;
    const reporter = `${report}-reporter.cjs`;
    const path = `${report}.jsonl`;
    writeFileSync2(reporter, REPORTER);
    const options = ["--test-reporter=spec", "--test-reporter-destination=stdout"];
    options.push(`--test-reporter=${quoted(reporter)}`, `--test-reporter-destination=${quoted(path)}`);
    return {
      env: { NODE_OPTIONS: [env.NODE_OPTIONS, ...options].filter(Boolean).join(" ") },
      read: () => {
        const text = readReport(path);
        return text === null ? null : testsOf4(jsonLines(text, event2), place);
      }
    };
  }
};

// src/runners/phpunit.ts
var OWN7 = ["--log-junit", "--list-tests", "--list-suites", "--list-groups", "--list-test-files"];
var FATAL = /^(?:PHP )?(?:Fatal|Parse) error: /m;
var phpunit = {
  name: "phpunit",
  reporting({ words, report, ...place }) {
    const isArtisan = programOf(words[0]) === "artisan" && words[1] === "test";
    if (!isArtisan && !/^(?:phpunit|pest)(?:\.phar)?$/.test(programOf(words[0])))
      return null;
    if (hasOption(words, ...OWN7))
      return null;
    const path = `${report}.xml`;
    return {
      add: ["--log-junit", path],
      read: ({ stdout, stderr }) => {
        const tests = readJUnit(path, place, ({ file, classname, name }) => ({
          file,
          suites: classname === "" ? [] : [classname.replaceAll(".", "\\")],
          name
        }));
        const said = `${stdout}
${stderr}`;
        return tests ?? (FATAL.test(said) ? [notLoaded(null, said, place)] : null);
      }
    };
  }
};

// src/runners/playwright.ts
import { join as join7 } from "path";
var problem = object({
  message: optional(string()),
  stack: optional(string()),
  location: optional(object({ file: string() }))
});
var spec = object({
  title: string(),
  file: string(),
  tests: array(object({
    projectName: string(),
    status: string(),
    annotations: array(object({ type: string() })),
    results: array(object({ errors: array(problem) }))
  }))
});
var suite = object({
  title: string(),
  specs: array(spec),
  get suites() {
    return optional(array(suite));
  }
});
var results3 = object({
  config: object({ rootDir: string() }),
  suites: array(suite),
  errors: array(problem)
});
var OWN8 = ["--reporter", "--ui", "--list", "--debug", "--ui-host", "--ui-port"];
var playwright = {
  name: "playwright",
  reporting({ words, report, ...place }) {
    if (programOf(words[0]) !== "playwright" || words[1] !== "test" || hasOption(words, ...OWN8))
      return null;
    const path = `${report}.json`;
    return {
      add: ["--reporter=list,json"],
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: path, PLAYWRIGHT_JSON_OUTPUT_NAME: path },
      read: () => {
        const found = readJson(path, results3);
        return found === null ? null : testsOf5(found, place);
      }
    };
  }
};
var saidIn = (problems) => Bun.stripANSI(problems.map((one) => one.stack ?? one.message ?? "").join(`
`));
function testsOf5({ config, suites, errors }, place) {
  const walk = (one, around) => [
    ...one.specs.flatMap((spec) => {
      const file = fileIn(join7(config.rootDir, spec.file), place);
      return spec.tests.map((test) => caseOf4(spec, test, around, file, place));
    }),
    ...(one.suites ?? []).flatMap((inner) => walk(inner, [...around, ...inner.title === "" ? [] : [inner.title]]))
  ];
  const loading = errors.map((one) => notLoaded(fileIn(one.location?.file, place), saidIn([one]), place));
  return [...suites.flatMap((file) => walk(file, [])), ...loading];
}
function caseOf4({ title }, test, around, file, place) {
  const states = { expected: "passed", flaky: "passed", skipped: "skipped" };
  const isTodo = test.annotations.some((one) => one.type === "fixme");
  const state = isTodo && test.status === "skipped" ? "todo" : states[test.status] ?? "failed";
  const suites = test.projectName === "" ? around : [...around, `[${test.projectName}]`];
  const said = saidIn(test.results.flatMap((one) => one.errors));
  return testCase({ file, suites, name: title }, state, said, place);
}

// src/runners/pytest.ts
import { existsSync as existsSync5 } from "fs";
import { dirname as dirname3, join as join8, resolve as resolve2 } from "path";
var CONFTEST = /^ImportError while loading conftest '(.+)'\.$/m;
var OWN9 = ["--junitxml", "--junit-xml", "--collect-only", "--co", "--fixtures", "--markers", "--setup-plan"];
function classesOf(classname, file) {
  const module = (file ?? "").replace(/\.py$/, "").replaceAll("/", ".");
  const rest = module !== "" && classname.startsWith(`${module}.`) ? classname.slice(module.length + 1) : "";
  return rest === "" ? [] : rest.split(".");
}
function rootOf(stdout, words, { cwd }) {
  const said = /^rootdir: (.+?)(?:, (?:configfile|inifile|testpaths): .*)?$/m.exec(stdout)?.[1];
  const given = words.slice(1).filter((word) => !word.startsWith("-") && existsSync5(join8(cwd, word.split("::")[0])));
  const around = given.flatMap((word) => {
    const folders = [resolve2(cwd, word.split("::")[0])];
    while (folders.at(-1) !== dirname3(folders.at(-1)))
      folders.push(dirname3(folders.at(-1)));
    return folders;
  });
  const candidates = [...said ? [said] : [], cwd, ...around];
  return (file) => join8(candidates.find((one) => existsSync5(join8(one, file))) ?? cwd, file);
}
function eachOnce(tests) {
  const found = new Map;
  for (const one of tests) {
    const id = JSON.stringify([one.file, one.suites, one.name]);
    const same = found.get(id);
    if (same === undefined)
      found.set(id, one);
    else if (one.state === "failed")
      found.set(id, {
        ...one,
        message: [same.message, one.message].filter(Boolean).join(`
`),
        frames: [...new Set([...same.frames, ...one.frames])]
      });
  }
  return [...found.values()];
}
var pytest = {
  name: "pytest",
  reporting({ words, report, ...place }) {
    if (!/^(?:pytest|py\.test|pytest-3)$/.test(programOf(words[0])) || hasOption(words, ...OWN9))
      return null;
    const path = `${report}.xml`;
    return {
      add: [`--junitxml=${path}`, "-o", "junit_family=xunit1"],
      read: ({ stdout, stderr }) => {
        const whole = rootOf(stdout, words, place);
        const tests = readJUnit(path, place, ({ file, classname, name, state }) => {
          if (classname === "" && state === "failed") {
            const module = file ?? `${name.replaceAll(".", "/")}.py`;
            return { file: whole(module), suites: [], name: NOT_LOADED };
          }
          return { file: file === null ? null : whole(file), suites: classesOf(classname, file), name };
        });
        if (tests !== null)
          return eachOnce(tests);
        const conftest = CONFTEST.exec(stderr)?.[1];
        return conftest === undefined ? null : [notLoaded(fileIn(conftest, place), stderr, place)];
      }
    };
  }
};

// src/runners/rspec.ts
var results4 = object({
  examples: array(object({
    description: string(),
    full_description: string(),
    status: string(),
    file_path: string(),
    pending_message: nullish(string()),
    exception: nullish(object({ class: string(), message: string(), backtrace: nullish(array(string())) }))
  })),
  messages: nullish(array(string())),
  summary: object({ errors_outside_of_examples_count: number2() })
});
var OWN10 = ["--format", "-f", "--out", "-o", "--dry-run", "--bisect", "--init"];
var rspec = {
  name: "rspec",
  reporting({ words, env, report, ...place }) {
    const path = `${report}.json`;
    if (isRake("spec", words) && !isRake("test", words)) {
      const options = [env.SPEC_OPTS, "--format progress --format json --out", `'${path}'`];
      return {
        env: { ...inRake(env), SPEC_OPTS: options.filter(Boolean).join(" ") },
        read: (ran) => readRspec(path, place) ?? readMinitest(ran, place)
      };
    }
    if (programOf(words[0]) !== "rspec" || hasOption(words, ...OWN10))
      return null;
    return {
      add: ["--format", "progress", "--format", "json", "--out", path],
      read: () => readRspec(path, place)
    };
  }
};
function readRspec(path, place) {
  const found = readJson(path, results4);
  if (found === null)
    return null;
  const tests = found.examples.map((one) => {
    const whole = one.full_description;
    const group = whole.endsWith(one.description) ? whole.slice(0, -one.description.length || undefined).trim() : "";
    const { exception } = one;
    const said = exception && [`${exception.class}: ${exception.message}`, ...exception.backtrace ?? []].join(`
`);
    const waiting = one.pending_message === "Not yet implemented" ? "todo" : "skipped";
    const state = one.status === "passed" || one.status === "failed" ? one.status : waiting;
    const named = {
      file: fileIn(one.file_path, place),
      suites: group === "" ? [] : [group],
      name: one.description
    };
    return testCase(named, state, said, place);
  });
  if (found.summary.errors_outside_of_examples_count === 0)
    return tests;
  const said = found.messages?.join(`
`);
  return [...tests, notLoaded(null, said, place)];
}

// src/runners/unittest.ts
import { existsSync as existsSync6 } from "fs";
import { dirname as dirname4, join as join9 } from "path";
var STARTED = /^ *(\S+) \(([\w.<>]+)\)(?: [[(].*)?(?:\n.*)?? \.\.\. /gm;
var RESULT3 = /(?:^|\.\.\. |\n)(ok|FAIL|ERROR|skipped .*|expected failure|unexpected success)$/m;
var STATES6 = { ok: "passed", FAIL: "failed", ERROR: "failed", unexpected: "failed" };
var FAILURE3 = /^={70}\n(?:FAIL|ERROR): (\S+) \(([\w.<>]+)\)(.*(?:\n(?!-{70}$).*)*)\n-{70}\n([\s\S]*?)(?=^={70}$|^-{70}$)/gm;
var COUNTS2 = /^Ran (\d+) tests? in /m;
var OTHERS = /^(?:OK|FAILED|NO TESTS RAN)(?: \((.*)\))?$/m;
var unittest = {
  name: "unittest",
  reporting({ words, ...place }) {
    if (words[0] !== "unittest" || hasOption(words, "-q", "--quiet", "-h", "--help"))
      return null;
    return { add: hasOption(words, "-v", "--verbose") ? [] : ["-v"], read: (ran) => testsOf6(ran, words, place) };
  }
};
function partsOf(name, id) {
  const parts = id.split(".");
  if (parts.length > 1 && parts.at(-1) === name)
    parts.pop();
  return { module: parts.slice(0, -1).join("."), suites: parts.slice(-1) };
}
function fileOfModule(module, words, place) {
  const path = `${module.replaceAll(".", "/")}`;
  const folders = ["", ...words.slice(1).filter((word) => existsSync6(join9(place.cwd, word)))];
  for (const folder of folders.map((one) => one.endsWith(".py") ? dirname4(one) : one))
    for (const file of [`${path}.py`, `${path}/__init__.py`])
      if (existsSync6(join9(place.cwd, folder, file)))
        return fileIn(join9(place.cwd, folder, file), place);
  return null;
}
function testsOf6({ stderr }, words, place) {
  const text = plainOutput(stderr);
  const ran = COUNTS2.exec(text);
  const ended = OTHERS.exec(text);
  if (ran === null || ended === null)
    return null;
  const failures = [...text.matchAll(FAILURE3)].map(([, name, id, more, said]) => ({ name, id, more, said }));
  const saidOf = (name, id) => failures.filter((one) => one.name === name && one.id === id).map((one) => `${one.more.trim()}
${one.said}`.trim());
  const made = (name, id, state) => {
    const said = saidOf(name, id).join(`
`);
    const { module, suites } = partsOf(name, id);
    const isLoading = id.startsWith("unittest.loader._FailedTest");
    if (isLoading)
      return notLoaded(fileOfModule(name, words, place), said, place);
    const file = fileOfModule(module, words, place);
    return testCase({ file, suites, name }, state, said, place);
  };
  const body = text.slice(0, ran.index);
  const starts = [...body.matchAll(STARTED)];
  const listed = new Map;
  for (const [at, { 0: whole, 1: name, 2: id, index }] of starts.entries()) {
    const until = Math.min(starts[at + 1]?.index ?? body.length, indexOr(body.indexOf(`
${"=".repeat(70)}
`, index), body.length));
    const mark = RESULT3.exec(`... ${body.slice(index + whole.length, until).trimEnd()}`)?.[1]?.split(" ")[0];
    const hasFailed = saidOf(name, id).length > 0;
    if (mark === undefined && !hasFailed)
      return null;
    const state = hasFailed ? "failed" : STATES6[mark] ?? "skipped";
    const before = listed.get(`${name} ${id}`);
    if (before === undefined || before.state !== "failed")
      listed.set(`${name} ${id}`, made(name, id, state));
  }
  for (const { name, id } of failures) {
    const key = `${name} ${id}`;
    if (!listed.has(key))
      listed.set(key, made(name, id, "failed"));
  }
  const isFailed = ended[0].startsWith("FAILED");
  const tests = [...listed.values()];
  const around = failures.filter(({ name }) => /^(?:setUp|tearDown)(?:Class|Module)$/.test(name)).map((one) => one.id);
  const isWhole = tests.length - new Set(around).size === Number(ran[1]);
  return isWhole && isFailed === tests.some((one) => one.state === "failed") ? tests : null;
}
var indexOr = (index, other) => index < 0 ? other : index;

// src/runners/vitest.ts
var OWN11 = ["--reporter", "--outputFile", "--watch", "-w", "--ui", "--mergeReports", "--standalone"];
var OTHERS2 = ["bench", "list", "watch", "dev", "init", "typecheck"];
var vitest = {
  name: "vitest",
  reporting({ words, report, ...place }) {
    if (programOf(words[0]) !== "vitest" || OTHERS2.includes(words[1] ?? "") || hasOption(words, ...OWN11))
      return null;
    const path = `${report}.json`;
    return {
      add: ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`],
      read: () => readJestJson(path, place)
    };
  }
};

// src/runners/index.ts
var RUNNERS = [
  ...[bun, node, vitest, jest, mocha, playwright, deno],
  ...[pytest, unittest, go, cargo, rspec, minitest, phpunit, gradle, maven, dotnet]
];
var MAX_DEPTH3 = 6;
function find(call, sets, depth) {
  if (depth > MAX_DEPTH3 || !isWithin(call.cwd, call.root))
    return null;
  for (const runner of RUNNERS) {
    const asked = runner.reporting(call);
    if (asked === null)
      continue;
    const isTaken = Object.keys(asked.env ?? {}).some((name) => sets.includes(name));
    return isTaken || asked.add && call.words.includes("--") ? null : { runner, asked, before: [] };
  }
  const inner = innerOf(call.words, call.cwd);
  if (inner === null)
    return null;
  const others = inner.earlier.some((words) => find({ ...call, words, cwd: inner.cwd }, [], depth + 1) !== null);
  if (others)
    return null;
  const found = find({ ...call, words: inner.words, cwd: inner.cwd }, [...sets, ...inner.sets], depth + 1);
  if (found?.runner === go && inner.earlier.some(([program]) => programOf(program) === "go"))
    return null;
  return found && { ...found, before: [...inner.before, ...found.before] };
}
function reportingCall(words, cwd, report, env) {
  const found = find({ words, root: cwd, cwd, report, env }, [], 0);
  if (found === null)
    return null;
  const { runner, asked, before } = found;
  const { add = [], env: variables = {}, read, shown } = asked;
  return {
    runner: runner.name,
    words: add.length > 0 ? [...spelledOut(words), ...before, ...add] : words,
    env: variables,
    adds: add.length > 0 || Object.keys(variables).length > 0,
    read: (ran) => {
      try {
        return read(ran);
      } catch {
        return null;
      }
    },
    ...shown ? { shown } : {}
  };
}

// src/record/complaints.ts
var VARYING = [
  /(?<=\.\w{1,6})(?::\d+(?::\d+)?|\(\d+,\d+\))/g,
  /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?Z?)?/g,
  /\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?\b/g,
  /\b\d+(?:\.\d+)?\s*(?:ns|\u00B5s|us|ms|s|m|h|secs?|seconds?|mins?|minutes?|milliseconds?)\b/gi,
  /\b\d+\.\d+\b(?!%)/g,
  /\b0x[0-9a-f]+\b/gi,
  /\bline \d+/gi
];
var formOf = (text) => VARYING.reduce((left, one) => left.replaceAll(one, "#"), plainOutput(text)).replaceAll(/(?<![ \t])[ \t]+$/gm, "").trim();
var PLACE = /^\s*(?:\d+:\d+\b|(?:>\s*)?\d+\s*[\u2502|])/;
var NUMBER = /(?<![\w./-])\d+(?![\w/-]|\.\w)/g;
function wordsAndNumbers(line) {
  const told = line.replace(PLACE, "");
  const words = told.replaceAll(NUMBER, "#").replaceAll(/#(?:\s*#)+/g, "#").replaceAll(/(?<=[a-z])s\b/g, "").replaceAll(/\s+/g, " ");
  return { words: words.trim(), numbers: (told.match(NUMBER) ?? []).map(Number) };
}
var PROGRESS = [
  /\b(?:checked|checking|inspecting|scanned|found(?= \d+ source)|on|of) \d+(?: source)? files?\b/gi,
  /\b\d+ files? (?:inspected|checked|scanned|(?:would be )?left unchanged|already formatted)\b/gi,
  /^(?=\w*\.)[.CEFIRSW]+(?: +\d+ \/ \d+ \(\d+%\))?$/gm,
  /^ *\d+\/\d+ \[[^\]\n]*\] +\d+%$/gm,
  / \(previous run: [^()\n]*\)/g,
  /\bmemory: [\d.]+ ?[KMG]i?B\b|\bused [\d.]+ ?[KMG]i?B of memory\b|\binfer types for [\d.]+%/gi,
  /^(?=.{12} ) +(?:Adding|Blocking|Building|Checking|Compiling|Downloaded|Downloading|Finished|Locking|Updating) .*$/gm,
  /^(?:> Task \S+(?: (?:FROM-CACHE|NO-SOURCE|SKIPPED|UP-TO-DATE))?|\d+ actionable tasks?: .*|Starting a Gradle Daemon.*)$/gm,
  /^(?:\S+:\S+: cache (?:bypass|hit|miss), .*| *(?:Tasks|Cached): .*\d total|Nx read the output from the cache .*)$/gm
];
var SHOWN_CODE = /^\s*(?:>\s*)?(?:(?:\d+\s+)*\d+\s*[\u2502|]|[\u2502|][\s^~+_-]*$)/;
var NAMES_FILE = /^\s*(?:-->\s*|at\s+|File\s+"|\[\w+\]\s+|(?:error|warning|ERROR|WARNING):?\s+)?(?<path>[^\s:()"]{1,300})(?<place>:\d+|\(\d+|", line \d+)?(?=[:,)"\s]|$)/;
var TOTAL = /^\W*(?:found\s+)?\d+ (?:errors?|problems?|issues?|warnings?|diagnostics|vulnerabilit)|, of \d+ total/i;
var CAPPED = /^(?:diagnostics not shown|the number of diagnostics exceeds|(?:\S+: )?(?:fatal error: )?too many errors|only showing|\u2026 \d+ bytes left out \u2026$)/i;
function linesOf(output, toFile) {
  const found = [];
  let last = null;
  const told = PROGRESS.reduce((left, one) => left.replaceAll(one, ""), plainOutput(output));
  for (const paragraph of told.split(/\n[ \t]*\n/)) {
    const lines = paragraph.split(`
`).filter((line) => line.trim() !== "");
    const named = lines.map((line) => {
      const { path, place } = NAMES_FILE.exec(line)?.groups ?? {};
      const file = path === undefined ? null : toFile(path);
      return { file, isPlace: file !== null && place !== undefined };
    });
    let file = named.find((one) => one.file !== null)?.file ?? last;
    lines.forEach((text, at) => {
      const own = named[at];
      file = own.file ?? file;
      const isName = own.file !== null;
      const isAbout = isName || /^\s/.test(text);
      found.push({ text, file: isAbout ? file : null, isPlace: own.isPlace || PLACE.test(text), isName });
    });
    last = file;
  }
  return found;
}
var freshLines = (now, before) => freshOf(linesOf(now, () => null), linesOf(before, () => null)).map((one) => one.text);
function freshOf(now, before) {
  const said = ({ text }) => wordsAndNumbers(formOf(text.replace(PLACE, "")));
  const left = Map.groupBy(before.map(said), (one) => one.words);
  const without = (lines, isSame) => lines.filter((line) => {
    const { words, numbers } = said(line);
    const known = left.get(words) ?? [];
    const at = known.findIndex((one) => isSame(numbers, one.numbers));
    if (at >= 0)
      known.splice(at, 1);
    return at < 0;
  });
  const others = without(now, (here, there) => String(here) === String(there));
  return without(others, (here, there) => here.every((number, at) => number <= (there[at] ?? 0)));
}
function compareComplaints(now, before, changed, toFile) {
  const complaints = (text) => linesOf(text, toFile).filter((one) => !SHOWN_CODE.test(one.text));
  const [here, there] = [complaints(now), complaints(before)];
  const isCapped = [...here, ...there].some((one) => CAPPED.test(one.text));
  const hasTotal = [here, there].every((lines) => lines.some((one) => TOTAL.test(one.text)));
  const touched = new Set(changed ?? []);
  const [counts, earlier] = [countsOf(here), countsOf(there)];
  const isOld = ({ file }) => file !== null && changed !== null && !touched.has(file) && (isCapped || (counts.get(file) ?? 0) <= (earlier.get(file) ?? 0));
  const left = freshOf(here, there).filter((one) => !isOld(one));
  const files = [...new Set(left.flatMap((one) => one.file ?? []))];
  if (left.some((one) => one.file === null))
    return { is: "new", files };
  if (isCapped && (left.length > 0 || !hasTotal))
    return { is: "unclear", files };
  return { is: left.length > 0 ? "new" : "known", files };
}
function countsOf(lines) {
  const byFile = Map.groupBy(lines, (one) => one.file);
  const count = (own) => Math.max(own.filter((one) => one.isPlace).length, own.filter((one) => one.isName).length);
  return new Map([...byFile].flatMap(([file, own]) => file === null ? [] : [[file, count(own)]]));
}

// src/record/compare-tests.ts
var titlesOf = (tests) => [...new Set(tests.map(titleOf3))];
var isFailed = ({ state }) => state === "failed";
var isPassed = ({ state }) => state === "passed";
var NO_REPORT = "its runner reported its tests before the change, and ended without a report now";
function compareWithBaseline(now, before) {
  const failed = now.tests.filter(isFailed);
  const isRed = now.state === "failed";
  if (before === null || before.state === "not_found" || before.state === "not_run")
    return { red: isRed ? "new" : null, why: null, newFailures: isRed ? titlesOf(failed) : [], gone: [] };
  const { told_by: here } = now;
  const { told_by: there } = before;
  if (there === "report" && now.isCutShort === true)
    return { red: "new", why: NO_REPORT, newFailures: [], gone: [] };
  const names = here === "exit" || there === "exit" ? null : here === there ? compareNames(now, before) : compareLoosely(now, before);
  const gone = titlesOf(names?.gone ?? []);
  if (!isRed)
    return { red: null, why: null, newFailures: [], gone };
  if (before.state === "passed")
    return { red: "new", why: null, newFailures: titlesOf(failed), gone };
  if (names === null || failed.length === 0)
    return { ...compareOutputs(now, before), newFailures: [], gone };
  const newFailures = titlesOf(names.fresh);
  if (newFailures.length > 0)
    return { red: "new", why: null, newFailures, gone };
  const why = [
    ...names.unclear.length > 0 ? [`whether it was red before: ${titlesOf(names.unclear).join(", ")}`] : [],
    ...names.hidden.length > 0 ? [`what became of tests that passed before: ${titlesOf(names.hidden).join(", ")}`] : []
  ];
  if (why.length === 0 && compareOutputs(now, before).red === "unclear")
    why.push(...unnamedFailures(now, before));
  const more = besides(now, before, failed.length);
  if (more.fresh !== null)
    return { red: "new", why: more.fresh, newFailures: [], gone };
  why.push(...more.unclear);
  if (why.length > 0)
    return { red: "unclear", why: why.join("; "), newFailures: [], gone };
  const otherwise = titlesOf(names.otherwise);
  return { red: "known", why: null, newFailures: [], gone, ...otherwise.length > 0 ? { otherwise } : {} };
}
function tellsCoverage(line) {
  const at = line.search(/\bcover(?:age|ed)\b/i);
  return at >= 0 && /threshold|not met|not reached|less than|below|minimum/i.test(line.slice(at));
}
function besides(now, before, failed) {
  const names = now.tests.filter((one) => tellsCoverage(titleOf3(one))).map((one) => one.name);
  const isTest = (line) => names.some((name) => line.includes(name));
  const complaints = ({ output }) => new Map(output.split(`
`).filter((line) => tellsCoverage(line) && /\d/.test(line) && !isTest(line)).map((line) => [line.replaceAll(/\d+(?:\.\d+)?/g, "#").trim(), line.trim()]));
  const old = complaints(before);
  const fresh = [...complaints(now)].find(([words]) => !old.has(words))?.[1] ?? null;
  if (fresh !== null)
    return { fresh: `beside tests that failed before, too: ${fresh}`, unclear: [] };
  const unclear = [
    ...now.isCut || before.isCut ? [CUT2] : [],
    ...now.exit !== before.exit && failed === before.tests.filter(isFailed).length ? [`the same tests fail, and its exit code is ${now.exit}, not ${before.exit}`] : []
  ];
  return { fresh: null, unclear };
}
var CUT2 = "the middle of its output was left out, as it was too long";
var MARKED = /^\s*(?:FAIL(?:ED|URES?)?\b|ERRORS?\b|not ok\b|[\u2717\u2718\u2716\u00D7\u2715\u25CF] )/;
var COUNTS3 = /\b\d+ (?:\w+ )?(?:fail(?:ed|ing|ures?|s)?|errors?)\b|\b(?:fail(?:ed|ures?|s)?|errors?)(?:[:=] *| +)\d+\b/gi;
var failuresIn = (output) => plainOutput(output).split(`
`).flatMap((line) => MARKED.test(line) ? line : line.match(COUNTS3) ?? []).join(`
`);
function unnamedFailures(now, before) {
  if (now.told_by !== "output")
    return [];
  const names = [now, before].flatMap(({ output }) => namesOfSeveral(output));
  const several = new Set(names.map((name) => idOf(testOfLine(name, "failed"))));
  const shared = titlesOf(now.tests.filter((one) => isFailed(one) && several.has(idOf(one))));
  if (shared.length > 0)
    return [`several tests of one name passed and failed: ${shared.join(", ")}`];
  const [fresh] = before.told_by === "output" ? freshLines(failuresIn(now.output), failuresIn(before.output)) : [];
  return fresh === undefined ? [] : [`its output tells a failure that it did not tell before: ${fresh.trim()}`];
}
function compareOutputs(now, before) {
  if (now.exit === before.exit && formOf(now.output) === formOf(before.output))
    return now.isCut || before.isCut ? { red: "unclear", why: CUT2 } : { red: "same_output", why: null };
  const which = now.told_by === "exit" ? "it tells none of its tests" : "no test that it tells fails";
  const what = now.told_by !== "exit" && before.told_by === "exit" ? "none of its tests was told before" : which;
  return { red: "unclear", why: `${what}, and its output is another one than before` };
}
var groupBy = (tests, key) => {
  const groups = new Map;
  for (const one of tests) {
    const group = groups.get(key(one));
    if (group)
      group.push(one);
    else
      groups.set(key(one), [one]);
  }
  return groups;
};
var idOf = (one) => `${one.file ?? ""}
${titleOf3(one)}`;
var fileOf = (one) => one.file ?? "";
function once(read) {
  const known = new WeakMap;
  return (one) => {
    const found = known.get(one) ?? read(one);
    known.set(one, found);
    return found;
  };
}
var sayingOf = once((one) => `${fileOf(one)}
${formOf(one.message ?? "")}`);
var VALUES = [
  [/(["'`])(?:(?!\1).)*\1/g, '""'],
  [/(?<![\w@.~-])[\w@.~-]*[\\/][\w@.~\\/-]*/g, "path"],
  [/\b(?=[\da-f-]{0,64}\d)[\da-f-]{6,}\b/gi, "#"],
  [/[-+]?\d+(?:[.,]\d+)*/g, "#"]
];
var withoutValues = (text) => VALUES.reduce((left, [what, by]) => left.replaceAll(what, by), text);
var AROUND2 = /^\s*(?:>?\s*\d*\s*[|\u2502]|at\s|\^|File "|$)/;
var FAILS = /error|exception|failure|panic|assert|expect|time(?:d )?out/i;
var kindOf = once(({ message }) => {
  const lines = plainOutput(message ?? "").split(`
`).filter((line) => !AROUND2.test(line));
  const line = lines.find((one) => FAILS.test(one)) ?? lines[0] ?? "";
  return withoutValues(line).trim();
});
var isOtherwise = (one, earlier) => {
  const kinds = earlier.filter(isFailed).map(kindOf);
  return kindOf(one) !== "" && kinds.every((kind) => kind !== "" && kind !== kindOf(one));
};
function compareNames(now, before) {
  const [here, there] = [groupBy(now.tests, idOf), groupBy(before.tests, idOf)];
  const found = { fresh: [], old: [], unclear: [], otherwise: [], gone: [], hidden: [] };
  const left = [...there].flatMap(([id, tests]) => tests.length > (here.get(id)?.length ?? 0) ? tests : []);
  const appeared = [...here].flatMap(([id, tests]) => tests.length > (there.get(id)?.length ?? 0) ? tests : []);
  const [leftByTitle, leftByFile] = [groupBy(left, titleOf3), groupBy(left, fileOf)];
  const files = new Set(before.tests.map(fileOf));
  const appearedTitles = groupBy(appeared, titleOf3);
  const loose = [];
  for (const [id, tests] of here) {
    const earlier = there.get(id) ?? [];
    const failed = tests.filter(isFailed);
    if (tests.length === earlier.length)
      samePlaces(tests, earlier, found);
    else
      for (const test of failed) {
        const isLoaded = test.name !== NOT_LOADED;
        const moved = isLoaded || !files.has(fileOf(test)) ? leftByTitle.get(titleOf3(test)) ?? [] : [];
        const renamed = isLoaded ? (leftByFile.get(fileOf(test)) ?? []).filter(isRenamed) : [];
        loose.push({ test, from: new Set([...earlier, ...moved, ...renamed]) });
      }
  }
  function isRenamed(one) {
    return one.name !== NOT_LOADED && (isFailed(one) || !appearedTitles.has(titleOf3(one)));
  }
  judgeLoose(loose, found);
  goneIn(here, there, appeared, found);
  return found;
}
function samePlaces(tests, earlier, found) {
  const failed = tests.filter(isFailed);
  const was = earlier.filter(isFailed).length;
  const isSame = (one, other) => isFailed(other) && (was === earlier.length || sayingOf(one) === sayingOf(other));
  if (failed.length > was)
    found.fresh.push(...failed.slice(was));
  else if (tests.every((one, at) => !isFailed(one) || isSame(one, earlier[at]))) {
    found.old.push(...failed);
    found.otherwise.push(...failed.filter((one) => isOtherwise(one, earlier)));
  } else
    found.unclear.push(...failed);
}
function judgeLoose(loose, found) {
  const sources = new Set;
  const old = [];
  for (const { test, from } of loose) {
    const all = [...from];
    const title = titleOf3(test);
    const isKnown = (one) => titleOf3(one) === title || !!test.message && sayingOf(one) === sayingOf(test);
    if (!all.some(isFailed))
      found.fresh.push(test);
    else if (!all.every(isFailed) || !all.some(isKnown))
      found.unclear.push(test);
    else {
      old.push(test);
      if (isOtherwise(test, all))
        found.otherwise.push(test);
      for (const one of all)
        sources.add(one);
    }
  }
  const surplus = Math.max(0, old.length - sources.size);
  found.fresh.push(...old.slice(0, surplus));
  found.old.push(...old.slice(surplus));
}
function goneIn(here, there, appeared, found) {
  const fresh = appeared.filter((one) => !there.has(idOf(one)));
  const shapeOf = (one) => `${fileOf(one)}
${withoutValues(titleOf3(one))}`;
  const [byTitle, byShape, byFile] = [
    groupBy(fresh, titleOf3),
    groupBy(fresh, shapeOf),
    groupBy(fresh.filter((one) => !isFailed(one)), fileOf)
  ];
  for (const [id, tests] of there) {
    const same = here.get(id) ?? [];
    const runs = same.filter((one) => isPassed(one) || isFailed(one)).length;
    const missing = tests.filter(isPassed).slice(runs);
    for (const one of missing) {
      if (byTitle.get(titleOf3(one))?.pop() ?? byShape.get(shapeOf(one))?.pop())
        continue;
      found.gone.push(one);
      const isLeftOut = tests.length <= same.length;
      if (!isLeftOut && byFile.get(fileOf(one))?.pop() === undefined)
        found.hidden.push(one);
    }
  }
}
function compareLoosely(now, before) {
  const found = { fresh: [], old: [], unclear: [], otherwise: [], gone: [], hidden: [] };
  const isSame = (one, other) => (one.file === null || other.file === null || one.file === other.file) && (isTestNamed(one, titleOf3(other)) || isTestNamed(other, titleOf3(one)));
  for (const one of now.tests.filter(isFailed)) {
    const earlier = before.tests.filter((other) => isSame(one, other));
    const isKnown = earlier.length > 0 && earlier.every(isFailed);
    const rivals = now.tests.filter((other) => earlier.some((each) => isSame(other, each))).length;
    if (isKnown && rivals <= earlier.length)
      found.old.push(one);
    else if (earlier.length > 0 ? !earlier.some(isFailed) : before.told_by === "report")
      found.fresh.push(one);
    else
      found.unclear.push(one);
  }
  return found;
}

// src/record/run-tests.ts
var MAX_LOG_BYTES = 1e6;
var MAX_REPORT_BYTES = 16000000;
var MAX_MESSAGE = 4000;
var LAST_LINES = 15;
var LAST_CHARS = 900;
var MIN_SECRET_LENGTH = 8;
async function runOne(project, test, options) {
  const shell = needsShell(test.text);
  if (shell && !test.shellAllowed) {
    const why = "It needs a shell, and no person has approved the line.";
    const ran = {
      command: test.text,
      shell,
      state: "not_run",
      exit: null,
      signal: null,
      ms: 0,
      lines: [why],
      log: null,
      ...counted({ told_by: "exit", tests: [] })
    };
    return { ran, output: "" };
  }
  options.starting?.(test.text);
  const env = test.shellAllowed ? options.env : { ...options.env, npm_config_yes: "false" };
  const {
    result,
    told,
    runner,
    isCutShort,
    isCut = false
  } = await runReporting(project, test.text, {
    ...options,
    env
  });
  const output = plainOutput([result.stdout, result.stderr].filter((text) => text !== "").join(`
`));
  const mask = maskOfProject(project.root, options.env, MIN_SECRET_LENGTH);
  const kept = keptOutput(result, mask);
  const tests = told?.map((one) => ({ ...one, message: one.message && mask([one.message])[0].slice(0, MAX_MESSAGE) }));
  const ran = {
    command: test.text,
    shell,
    state: ranState(result),
    exit: result.exitCode,
    signal: result.signal,
    ms: Math.round(result.durationMs),
    lines: lastLines(kept),
    log: kept === "" ? null : putObject(project.task, fittingText(kept)),
    ...counted(tests === undefined ? toldByOutput(output) : { told_by: "report", tests }),
    ...tests === undefined || runner === undefined ? {} : { runner }
  };
  return { ran, output, ...isCutShort ? { isCutShort } : {}, isCut: isCut || told === null && result.truncated };
}
var toldByOutput = (output) => {
  const { passed, failed } = readTestOutput(output);
  const tests = [...passed.map((one) => testOfLine(one, "passed")), ...failed.map((one) => testOfLine(one, "failed"))];
  return { told_by: tests.length > 0 ? "output" : "exit", tests };
};
function counted({ told_by, tests }) {
  const count = (...states) => tests.filter((one) => states.includes(one.state)).length;
  const counts = { passed: count("passed"), failed: count("failed"), skipped: count("skipped", "todo") };
  return { ...counts, told_by, tests, new_failures: [], gone: [] };
}
async function runReporting(project, text, options) {
  const line = readCommandLine(text);
  const plain = line.shell ? ["sh", "-c", line.line] : line.words;
  const runWords = ([command, ...args], env, isReport = false) => runProcess({
    command,
    args,
    cwd: project.root,
    env: { ...testEnvironment(options.env), ...env },
    timeoutMs: options.timeoutMs,
    maxOutputBytes: isReport ? MAX_REPORT_BYTES : MAX_LOG_BYTES / 2,
    signal: options.signal
  });
  if (line.shell)
    return { result: await runWords(plain, {}), told: null };
  const folder = mkdtempSync(join10(makeFolder(join10(project.task, "reports")), "run-"));
  try {
    const call = reportingCall(line.words, project.root, join10(folder, "report"), options.env);
    if (call === null)
      return { result: await runWords(plain, {}), told: null };
    const startedAt = Date.now();
    const result = await runWords(call.words, call.env, call.shown !== undefined);
    const told = call.read({ stdout: result.stdout, stderr: result.stderr, startedAt });
    if (told === null && call.adds && result.outcome === "exited" && result.exitCode !== 0)
      return { result: await runWords(plain, {}), told: null, isCutShort: true };
    const shown = call.shown ? { ...result, stdout: call.shown(result.stdout) } : result;
    const isCut = call.shown !== undefined && result.truncated;
    return {
      result: shown,
      told,
      runner: call.runner,
      isCutShort: told === null && result.outcome === "exited",
      isCut
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
var makeFolder = (path) => {
  mkdirSync(path, { recursive: true });
  return path;
};
var OF_AGENTS = /^(?:CLAUDE|MULTI_AI_|AI_AGENT$|AGENT$|REPL_ID$)/;
var withoutAgents = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !OF_AGENTS.test(name)));
var testEnvironment = (env) => ({
  ...withoutAgents(env),
  CI: env.CI ?? "true",
  NO_COLOR: "1",
  FORCE_COLOR: undefined,
  [IN_TESTS]: "1"
});
var NOT_STARTED = [126, 127];
var NOTHING_THERE = [
  /^npm (?:error|ERR!) (?:Missing script: |No workspaces found|npx canceled due to missing|could not determine executable)/m,
  /^npm (?:error|ERR!) (?:enoent )?Could not read package\.json/m,
  /^\s*ERR_PNPM_(?:NO_SCRIPT|NO_IMPORTER_MANIFEST_FOUND|RECURSIVE_EXEC_FIRST_FAIL {2}Command "[^"]*" not found)/m,
  /^error Command "[^"]*" not found\.$|^Usage Error: Couldn't find a script named /m,
  /^error: Script not found "/m,
  /^(?:\S*\/)?(?:python|pypy)[\d.]*: No module named \S+$/m,
  /^make(?:\[\d+\])?: \*\*\* No rule to make target '[^']*'\. {2}Stop\.$/m,
  /^(?:No Rakefile found|Don't know how to build task )/m,
  /^Could not open input file: |^ *(?:Command|Script) "[^"]*" is not defined/m,
  /^error: (?:no such command: |could not find `Cargo\.toml`)/m,
  /^Task '[^']*' not found in (?:root )?project |there is no POM in this directory/m
];
var isNotThere = ({ exit, told_by }, output) => NOT_STARTED.includes(exit) || told_by === "exit" && NOTHING_THERE.some((one) => one.test(output));
function ranState(result) {
  if (result.outcome === "timeout" || result.outcome === "cancelled")
    return "timeout";
  if (result.outcome !== "exited")
    return "not_found";
  return result.exitCode === 0 ? "passed" : "failed";
}
function lastLines(output) {
  if (output.trim() === "")
    return [];
  const lines = output.trimEnd().split(`
`).slice(-LAST_LINES);
  let room = LAST_CHARS;
  return lines.reverse().map((line) => line.slice(0, 200)).filter((line) => {
    room -= Buffer.byteLength(line) + 3;
    return room > 0;
  }).reverse();
}
function baselineOf(project, run, command) {
  for (const task of run?.tasks.toReversed() ?? []) {
    const passedOver = task.who.program !== undefined && task.waiver !== null && !task.void;
    if (task.who.program !== "baseline" && !passedOver)
      continue;
    const found = testRecordOf(project, task)?.commands.find((one) => one.command === command);
    if (found)
      return ranCommand(project, found);
  }
  return null;
}
var ranCommand = (project, ran) => ({
  state: ran.state,
  exit: ran.exit,
  output: objectText2(project, ran.log) ?? "",
  told_by: ran.told_by,
  tests: ran.tests,
  isCut: ran.is_cut ?? false
});
var UNTOLD = { red: "unclear", why: "it was not run before the change", newFailures: [], gone: [] };
async function runTests(project, scene, tests, options) {
  const run = scene?.run ?? null;
  const treeNow = () => {
    const tree = scene === null ? null : projectTree(scene);
    return tree?.ok ? tree.subject : null;
  };
  const tree = treeNow();
  const startedAt = Date.now();
  const commands = [];
  const hasBaseline = run !== null && baselineRecords(project, run).length > 0;
  for (const test of tests) {
    const { ran: found, output, isCutShort = false, isCut } = await runOne(project, test, options);
    const ran = isCut ? { ...found, is_cut: true } : found;
    const before = options.baseline ? null : baselineOf(project, run, test.text);
    const now = { ...ranCommand(project, ran), isCutShort };
    const { red, why, newFailures, gone, otherwise } = before === null && hasBaseline && ran.state === "failed" && !options.baseline ? UNTOLD : compareWithBaseline(now, before);
    const isMissing = ran.state === "failed" && isNotThere(ran, output);
    if (isMissing && (before === null || before.exit === null || before.state === "not_found" || isNotThere(before, before.output))) {
      commands.push({ ...ran, state: "not_found" });
      continue;
    }
    const against = red === null || options.baseline ? {} : { red, ...why === null ? {} : { why } };
    const state = red === "new" && ran.state === "passed" ? "failed" : ran.state;
    commands.push({ ...ran, state, ...against, new_failures: newFailures, gone, ...otherwise && { otherwise } });
  }
  const after = treeNow();
  const isSame = run !== null && after !== null && tree === after && !options.baseline;
  const written = isSame ? writtenSince(project, run, after, startedAt) : [];
  return {
    task: options.task,
    baseline: options.baseline,
    tree,
    after,
    outcome: outcomeOf(commands, options.baseline),
    commands,
    ...written.length > 0 ? { written_meanwhile: written } : {}
  };
}
function outcomeOf(commands, baseline) {
  if (commands.every((one) => one.state === "not_run"))
    return "none";
  const stopped = commands.some((one) => one.state === "not_found" || one.state === "timeout");
  const reds = commands.filter((one) => one.state === "failed");
  if (baseline)
    return stopped ? "cannot_run" : reds.length > 0 ? "red" : "pass";
  if (reds.some((one) => one.red === "new"))
    return "fail";
  if (stopped)
    return "cannot_run";
  if (reds.some((one) => one.red === "unclear"))
    return "unclear";
  return reds.length > 0 ? "known" : "pass";
}

export { MAX_LINE, pathInProject, framesIn, freshLines, compareComplaints, runOne, withoutAgents, isNotThere, lastLines, runTests };
