/** The words that the command line prints: gcc's, where gcc has some. No page needs them. */
import type { Diagnostic, Hint } from './diagnostic'

/** Code → severity and the words of the command line; `%0`, `%1` … are the arguments. */
const WORDS = {
  // preprocessor
  'unterminated-comment': 'error: unterminated comment',
  'unterminated-literal': 'error: missing terminating %0 character',
  'header-not-found': 'error: %0: No such file or directory',
  'include-depth': 'error: #include nested depth exceeds the maximum of 200',
  'bad-directive': 'error: invalid preprocessing directive #%0',
  'bad-include': 'error: #include expects "FILENAME" or <FILENAME>',
  'unbalanced-conditional': 'error: #%0 without #if',
  'unterminated-conditional': 'error: unterminated #%0',
  'bad-condition': 'error: missing or malformed expression in #if',
  'error-directive': 'error: #error %0',
  'warning-directive': 'warning: #warning %0',
  'bad-macro': 'error: malformed definition of macro "%0"',
  'macro-redefined': 'warning: "%0" redefined',
  'macro-arguments': 'error: macro "%0" requires %1 arguments, but %2 given',
  'macro-unterminated': 'error: unterminated argument list invoking macro "%0"',
  'bad-paste': 'error: pasting "%0" and "%1" does not give a valid preprocessing token',
  'bad-stringify': "error: '#' is not followed by a macro parameter",
  'expansion-limit': 'error: macro expansion gives too many tokens',
  'stray-character': "error: stray '%0' in program",
  // syntax
  expected: 'error: expected %0 before %1',
  'expected-expression': 'error: expected expression before %0',
  'expected-declaration': 'error: expected declaration or statement at end of input',
  'expected-identifier': "error: expected identifier or '(' before %0",
  'nesting-limit': 'error: nesting is too deep for this compiler (limit %0)',
  'too-many-errors': 'error: too many errors; the rest is not shown',
  'bad-number': 'error: invalid number "%0"',
  'number-too-large': 'error: integer constant "%0" is too large for its type',
  'empty-character': 'error: empty character constant',
  'long-character': 'warning: multi-character character constant',
  'bad-escape': "warning: unknown escape sequence: '\\%0'",
  'static-assert': 'error: static assertion failed: %0',
  unsupported: "error: '%0' is not supported by this compiler",
  // declarations
  'unknown-type': "error: unknown type name '%0'",
  'bad-specifiers': 'error: two or more data types in declaration specifiers',
  'bad-storage': 'error: multiple storage classes in declaration specifiers',
  'implicit-int': "warning: type defaults to 'int' in declaration of '%0'",
  'empty-declaration': 'warning: useless type name in empty declaration',
  redeclared: "error: conflicting types for '%0'; have '%1'",
  redefined: "error: redefinition of '%0'",
  'redeclared-kind': "error: '%0' redeclared as different kind of symbol",
  'no-linkage': "error: redeclaration of '%0' with no linkage",
  'wrong-tag': "error: '%0' defined as wrong kind of tag",
  'incomplete-type': "error: '%0' has an incomplete type '%1'",
  'incomplete-use': "error: invalid use of incomplete type '%0'",
  'void-object': "error: variable or field '%0' declared void",
  'array-of-functions': "error: declaration of '%0' as array of functions",
  'function-returns-function': "error: '%0' declared as function returning a function",
  'function-returns-array': "error: '%0' declared as function returning an array",
  'array-size-negative': "error: size of array '%0' is negative",
  'array-size-type': "error: size of array '%0' has non-integer type",
  'array-size-missing': "error: array size missing in '%0'",
  'array-too-large': "error: size of array '%0' is too large",
  'array-size-constant': "error: variably modified '%0' at file scope",
  'duplicate-member': "error: duplicate member '%0'",
  'bit-field-type': "error: bit-field '%0' has invalid type",
  'bit-field-width': "error: width of '%0' exceeds its type",
  'bit-field-constant': "error: bit-field '%0' width not an integer constant",
  'flexible-member': 'error: flexible array member not at end of struct',
  'function-member': "error: field '%0' declared as a function",
  'not-constant': 'error: %0 is not an integer constant',
  'initialiser-constant': 'error: initializer element is not constant',
  'initialiser-excess': 'warning: excess elements in %0 initializer',
  'initialiser-invalid': 'error: invalid initializer',
  'initialiser-designator': 'error: %0 in initializer not valid here',
  'initialiser-extern': "warning: '%0' initialized and declared 'extern'",
  'initialiser-empty': 'error: empty scalar initializer',
  'string-too-long': 'warning: initializer-string for array of %0 is too long',
  'variable-initialised': 'error: variable-sized object may not be initialized',
  'parameter-name': 'error: parameter name omitted',
  'parameter-void': "error: 'void' must be the only parameter",
  'static-undefined': "warning: '%0' used but never defined",
  'alignment-invalid': 'error: requested alignment is not a positive power of 2',
  'thread-local-automatic': "error: function-scope '%0' implicitly auto and declared '_Thread_local'",
  'function-initialised': "error: function '%0' is initialized like a variable",
  'typedef-initialised': "error: typedef '%0' is initialized (use '__typeof__' instead)",
  'label-undefined': "error: label '%0' used but not defined",
  'label-duplicate': "error: duplicate label '%0'",
  'too-many-parameters': "error: function '%0' has too many parameters for this compiler (limit %1)",
  'frame-too-large': "error: function '%0' needs a frame larger than the stack",
  // expressions
  undeclared: "error: '%0' undeclared (first use in this function)",
  'undeclared-global': "error: '%0' undeclared here (not in a function)",
  'implicit-function': "warning: implicit declaration of function '%0'",
  'implicit-builtin': "warning: incompatible implicit declaration of built-in function '%0'",
  'not-function': "error: called object '%0' is not a function or function pointer",
  'too-few-arguments': "error: too few arguments to function '%0'",
  'too-many-arguments': "error: too many arguments to function '%0'",
  'incompatible-argument': "error: incompatible type for argument %0 of '%1'",
  'incompatible-types': "error: incompatible types when %0 type '%1' %2 type '%3'",
  'pointer-from-integer': "warning: %0 '%1' from '%2' makes pointer from integer without a cast",
  'integer-from-pointer': "warning: %0 '%1' from '%2' makes integer from pointer without a cast",
  'incompatible-pointer': "warning: %0 '%1' from incompatible pointer type '%2'",
  'discards-qualifier': "warning: %0 '%1' from '%2' discards '%3' qualifier from pointer target type",
  'void-value': 'error: void value not ignored as it ought to be',
  'invalid-operands': "error: invalid operands to binary %0 (have '%1' and '%2')",
  'invalid-operand': 'error: wrong type argument to unary %0',
  'compare-pointer-integer': 'warning: comparison between pointer and integer',
  'compare-pointers': 'warning: comparison of distinct pointer types lacks a cast',
  'not-lvalue': 'error: lvalue required as %0 operand',
  'read-only': "error: assignment of read-only %0 '%1'",
  'not-pointer': "error: invalid type argument of unary '*' (have '%0')",
  'not-pointer-arrow': "error: invalid type argument of '->' (have '%0')",
  'not-struct': "error: request for member '%0' in something not a structure or union",
  'dot-on-pointer': "error: '%0' is a pointer; did you mean to use '->'?",
  'no-member': "error: '%0' has no member named '%1'",
  'not-array': 'error: subscripted value is neither array nor pointer nor vector',
  'subscript-type': 'error: array subscript is not an integer',
  'bit-field-address': "error: cannot take address of bit-field '%0'",
  'register-address': "error: address of register variable '%0' requested",
  'sizeof-bit-field': "error: '%0' applied to a bit-field",
  'sizeof-incomplete': "error: invalid application of '%0' to incomplete type '%1'",
  'scalar-needed': 'error: used %0 type value where scalar is required',
  'bad-cast': "error: invalid cast from '%0' to '%1'",
  'conditional-mismatch': 'error: type mismatch in conditional expression',
  'conditional-pointer': 'warning: pointer type mismatch in conditional expression',
  'division-by-zero': 'warning: division by zero',
  'no-match-generic': "error: '_Generic' selector of type '%0' is not compatible with any association",
  'unused-generic': "error: '_Generic' association with %0",
  'va-start': "error: 'va_start' used in function with fixed arguments",
  'builtin-argument': "error: invalid argument %0 to '%1'",
  'unknown-system-call': "error: no system call or intrinsic named '%0'",
  'atomic-operand': "error: operand type '%0' is incompatible with argument %1 of '%2'",
  // statements
  'stray-statement': 'error: %0 statement not within %1',
  'switch-quantity': 'error: switch quantity not an integer',
  'duplicate-case': 'error: duplicate case value',
  'duplicate-default': 'error: multiple default labels in one switch',
  'case-constant': 'error: case label does not reduce to an integer constant',
  'return-value': "warning: 'return' with a value, in function returning void",
  'return-missing': "warning: 'return' with no value, in function returning non-void",
  'return-local': 'warning: function returns address of local variable',
  'goto-into-vla': 'error: jump into scope of identifier with variably modified type',
  // linker
  'undefined-reference': "error: undefined reference to `%0'",
  'multiple-definition': "error: multiple definition of `%0'",
  'no-main': "error: undefined reference to `main'",
  'program-too-large': 'error: the program does not fit its address space',
} as const satisfies Record<string, `${'error' | 'warning'}: ${string}`>

export type DiagnosticCode = keyof typeof WORDS

/** The codes of what does not keep a program from being compiled. */
export type WarningCode = {
  [Code in DiagnosticCode]: (typeof WORDS)[Code] extends `warning: ${string}` ? Code : never
}[DiagnosticCode]

/** All codes, for tests and tables. */
export const DIAGNOSTIC_CODES = /* @__PURE__ */ Object.keys(WORDS) as DiagnosticCode[]

/** `FILE:LINE:COL: error: …`, with gcc's words. */
export function formatGcc(diagnostic: Diagnostic): string {
  const { code, file, line, column, args, hint, severity } = diagnostic
  const words = WORDS[code]
    .slice(severity.length + 2)
    .replace(/%(\d)/g, (_, digit) => args[Number(digit)] ?? '')
  const place = line === 0 ? file : `${file}:${line}:${column}`
  return `${place}: ${severity}: ${words}${hint === undefined ? '' : formatHint(hint)}`
}

function formatHint(hint: Hint): string {
  switch (hint.code) {
    case 'did-you-mean':
      return `; did you mean '${hint.name}'?`
    case 'include-header':
      return `; include '<${hint.header}>' or provide a declaration of '${hint.name}'`
    case 'insert':
      return `; insert '${hint.text}'`
    case 'previous':
      return ` (previous one at line ${hint.line})`
  }
}
