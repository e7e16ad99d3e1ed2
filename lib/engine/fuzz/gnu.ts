/** Pieces in GNU C, and those whose order C leaves open and gcc -O0 does not. */
import { type Draft, type Idiom, line, pick, rarely, wrapped } from './draft'
import { expression } from './expression'

/** A scalar type with its conversion and values that never overflow in what is written here. */
const SCALARS = [
  { type: 'int', format: '%d', isWhole: true },
  { type: 'unsigned', format: '%u', isWhole: true },
  { type: 'long', format: '%ld', isWhole: true },
  { type: 'unsigned long long', format: '%llu', isWhole: true },
  { type: 'double', format: '%g', isWhole: false },
] as const

const small = (draft: Draft): number => 1 + draft.dice(9)

/** Something about `name` whose type is that of the variable itself. */
function effect(draft: Draft, name: string): string {
  return pick(draft, [
    name,
    `++${name}`,
    `--${name}`,
    `${name}++`,
    `${name}--`,
    `${name} += ${small(draft)}`,
    `${name} = ${small(draft)}`,
    `(${name}++, ${name})`,
    `(${name}, ++${name})`,
  ])
}

function writeArguments(draft: Draft, name: string): void {
  const { type, format } = pick(draft, SCALARS)
  const isAddressed = rarely(draft, 3)
  line(draft, `${rarely(draft, 5) ? 'static ' : ''}${type} ${name} = ${small(draft)};`)
  if (isAddressed) line(draft, `${type} *${name}p = &${name};`)
  for (let i = 1 + draft.dice(3); i > 0; i--) {
    const place = isAddressed && rarely(draft, 2) ? `*${name}p` : name
    const values = Array.from({ length: 2 + draft.dice(3) }, () =>
      effect(draft, place.length > name.length ? `(${place})` : place),
    )
    line(draft, `printf("${values.map(() => format).join(' ')}\\n", ${values.join(', ')});`)
  }
  line(draft, `mix(${name});`)
}

function writeOperands(draft: Draft, name: string): void {
  const { type, isWhole } = pick(draft, SCALARS)
  line(draft, `${type} ${name} = ${small(draft)}, ${name}r;`)
  const operators = isWhole ? ['+', '-', '*', '&', '|', '^', '==', '<', '>='] : ['+', '-', '*', '==', '<']
  for (let i = 1 + draft.dice(3); i > 0; i--) {
    const [a, b] = [effect(draft, name), effect(draft, name)]
    line(draft, `${name}r = (${a}) ${pick(draft, operators)} (${b});`)
    line(draft, `mix((long)${name}r * 31 + (long)${name});`)
    if (rarely(draft, 2)) line(draft, `${name} = ${small(draft)};`)
  }
}

function writeWide(draft: Draft, name: string): void {
  const type = pick(draft, ['__int128', 'unsigned __int128'])
  const value = () => wrapped(draft, expression(draft, 2), 15)
  line(draft, `${type} ${name} = ${value()}, ${name}b = ${value()};`)
  line(draft, `${name} = ${name} * ${name}b + ((${type})${value()} << ${draft.dice(64)} >> 1);`)
  const steps = [
    `${name} ${pick(draft, ['+=', '-=', '^=', '|=', '&='])} ${name}b;`,
    `${name} = ${name} ${pick(draft, ['/', '%'])} (${name}b | 1);`,
    `${name} >>= ${draft.dice(128)};`,
    `${name}++;`,
    `${name} = ~${name} - ${value()};`,
    `${name}b = ${name} < ${name}b ? ${name} : ${name}b;`,
    `mix((${name} > ${name}b) + 2 * (${name} == ${name}b) + 4 * !${name});`,
    `mix((long)(tame((double)${name})));`,
  ]
  for (let i = 1 + draft.dice(5); i > 0; i--) line(draft, pick(draft, steps))
  line(draft, `mix((unsigned long)${name}); mix((unsigned long)((unsigned __int128)${name} >> 64));`)
}

function writeLongDouble(draft: Draft, name: string): void {
  const value = () =>
    `(${wrapped(draft, expression(draft, 2), 8)}) / ${pick(draft, ['3.0L', '7', '0x1p-3L', '1e5L'])}`
  line(draft, `long double ${name} = ${value()}, ${name}b = ${value()};`)
  const steps = [
    `${name} ${pick(draft, ['+=', '-=', '*='])} ${name}b;`,
    `${name} = ${name} / (${name}b == 0 ? 1.5L : ${name}b);`,
    `${name}++;`,
    `${name} = -${name} + ${value()};`,
    `${name}b = ${name} < ${name}b ? ${name} : ${name}b;`,
    `${name}b = (double)${name} - (float)${name}b;`,
    `mix((${name} > ${name}b) + 2 * (${name} == ${name}b) + 4 * !${name});`,
  ]
  for (let i = 1 + draft.dice(5); i > 0; i--) line(draft, pick(draft, steps))
  const format = pick(draft, ['%Lg', '%.20Lg', '%.3Le', '%La', '%25.19Le', '%.0Lf'])
  line(draft, `printf("${format} ${format}\\n", ${name}, ${name}b);`)
  line(draft, `mix((long)tame((double)${name}));`)
}

function writeAttributes(draft: Draft, name: string): void {
  const unused = pick(draft, ['[[maybe_unused]] ', '__attribute__((unused)) ', '[[gnu::unused]] '])
  line(draft, `${unused}int ${name} = ${small(draft)};`)
  line(
    draft,
    `struct ${pick(draft, ['', '[[gnu::packed]] ', '__attribute__((packed)) '])}${name}s { char c; int i; short s; };`,
  )
  line(draft, `switch (${name} & 3) {`)
  line(draft, `  case 1: ${name} += 5; ${pick(draft, ['[[fallthrough]];', '__attribute__((fallthrough));'])}`)
  line(draft, `  case 2: ${name} *= 3; break;`)
  line(draft, `  default: ${name}--; }`)
  line(draft, `mix(${name} * sizeof(struct ${name}s));`)
}

function writeAssembly(draft: Draft, name: string): void {
  line(draft, `int ${name} = ${small(draft)}, ${name}b = ${small(draft)};`)
  const forms = [
    `asm volatile("lock xaddl %0, %1" : "+r"(${name}), "+m"(${name}b) : : "memory");`,
    `asm volatile("xchgl %0, %1" : "+r"(${name}), "+m"(${name}b));`,
    `asm volatile("lock; addl %1, %0" : "+m"(${name}) : "ir"(${small(draft)}));`,
    `asm("addl %1, %0" : "+r"(${name}) : "r"(${name}b));`,
    `asm volatile("" ::: "memory");`,
    `asm volatile("lock; cmpxchgl %2, %1" : "=a"(${name}) , "+m"(${name}b) : "r"(7), "0"(${small(draft)}) : "memory");`,
  ]
  for (let i = 1 + draft.dice(4); i > 0; i--) line(draft, pick(draft, forms))
  line(draft, `mix(${name} * 17 + ${name}b);`)
}

export const GNU_IDIOMS: readonly Idiom[] = [
  ['effects among arguments', writeArguments],
  ['effects among operands', writeOperands],
  ['__int128', writeWide],
  ['long double', writeLongDouble],
  ['attributes', writeAttributes],
  ['asm', writeAssembly],
]
