/** Functions of the library whose types gcc knows by itself, with and without a declaration. */
import {
  CHAR,
  CHAR_POINTER,
  DOUBLE,
  functionType,
  INT,
  LONG,
  pointerTo,
  qualify,
  ULONG,
  VOID_POINTER,
  VOID_TYPE,
} from './ctype'
import { CONST, type CType } from './syntax'

const LETTERS: Readonly<Record<string, CType>> = {
  i: INT,
  l: LONG,
  u: ULONG,
  d: DOUBLE,
  v: VOID_TYPE,
  p: VOID_POINTER,
  P: pointerTo(qualify(VOID_TYPE, CONST)),
  s: CHAR_POINTER,
  S: pointerTo(qualify(CHAR, CONST)),
}

/** By signature, a letter for the result and one for each parameter, `.` if variadic: the functions that have it. */
const SIGNATURES =
  'iS.:printf,scanf isS.:sprintf isuS.:snprintf iSS.:sscanf iS:puts ii:putchar,abs,isalpha,isdigit,isalnum,isspace,isupper,islower,ispunct,isxdigit,isprint,iscntrl,toupper,tolower,ffs pu:malloc puu:calloc ppu:realloc vp:free vi:exit,_exit,_Exit v:abort uS:strlen ssS:strcpy,strcat ssSu:strncpy,strncat iSS:strcmp,strcasecmp iSSu:strncmp,strncasecmp sSi:strchr,strrchr,index,rindex sSS:strstr,strpbrk sS:strdup sSu:strndup ppPu:memcpy,memmove ppiu:memset iPPu:memcmp pPiu:memchr uSS:strspn,strcspn ll:labs dd:sqrt,sin,cos,tan,exp,log,log2,log10,floor,ceil,fabs,asin,acos,atan,sinh,cosh,tanh,cbrt,exp2,round,trunc,gamma,lgamma,tgamma,erf,rint,j0,j1,y0,y1 ddd:pow,fmod,fmax,fmin,atan2,hypot,copysign,fdim,remainder did:jn,yn'

const TYPES: ReadonlyMap<string, CType> = new Map(
  SIGNATURES.split(' ').flatMap((entry) => {
    const [signature = '', names = ''] = entry.split(':')
    const type = typeOf(signature)
    return names.split(',').map((name) => [name, type] as const)
  }),
)

function typeOf(signature: string): CType {
  const variadic = signature.endsWith('.')
  const types = [...signature].filter((letter) => letter !== '.').map((letter) => LETTERS[letter] as CType)
  return functionType(types[0] as CType, types.slice(1), variadic)
}

/** The type of a function that gcc knows, or null. */
export function builtinType(name: string): CType | null {
  return TYPES.get(name) ?? null
}
