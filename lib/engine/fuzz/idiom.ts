/** Pieces of programs as people write them: strings, lists, sorting, the heap, variable arguments. */
import { type Draft, fresh, type Idiom, line, pick, rarely, use, wrapped } from './draft'
import { expression } from './expression'
import { GNU_IDIOMS } from './gnu'
import { tame } from './real'
import { INT, promote, WHOLES } from './whole'

const WORDS = ['alpha', 'be', 'gamma ray', 'x', '', 'Zebra99', 'a,b,,c', '  pad']

/** Writes one such piece, in a block of its own. */
export function writeIdiom(draft: Draft): void {
  const [construct, write] = pick(draft, rarely(draft, 4) ? GNU_IDIOMS : IDIOMS)
  use(draft, construct)
  line(draft, '{')
  draft.indent++
  write(draft, fresh(draft, 't'))
  draft.indent--
  line(draft, '}')
}

const text = (draft: Draft): string => `"${pick(draft, WORDS)}"`
const small = (draft: Draft): string =>
  `(int)(${wrapped(draft, expression(draft, 2), 8)} & ${pick(draft, [7, 63, 255])})`

function lines(draft: Draft, source: string): void {
  for (const row of source.split('\n')) line(draft, row)
}

const IDIOMS: readonly Idiom[] = [
  [
    'string copy',
    (draft, name) => {
      const copy = pick(draft, [
        `strcpy(${name}, ${text(draft)});`,
        `strncpy(${name}, ${text(draft)}, ${1 + draft.dice(12)}); ${name}[20] = 0;`,
        `snprintf(${name}, ${1 + draft.dice(24)}, "%d-%s", ${small(draft)}, ${text(draft)});`,
        `sprintf(${name}, "%s%c%x", ${text(draft)}, 'a' + ${draft.dice(20)}, ${small(draft)});`,
      ])
      lines(draft, `char ${name}[64] = "";\n${copy}\nstrcat(${name}, ${text(draft)});`)
      line(draft, `printf("%s %zu %d\\n", ${name}, strlen(${name}), ${name}[${draft.dice(8)}]);`)
    },
  ],
  [
    'string search',
    (draft, name) => {
      const call = pick(draft, [
        `strchr(${name}, '${pick(draft, ['a', ',', 'Z', ' '])}')`,
        `strrchr(${name}, 'a')`,
        `strstr(${name}, "${pick(draft, ['a', 'ra', ',,', ''])}")`,
        `strpbrk(${name}, ",9x")`,
      ])
      lines(draft, `const char *${name} = ${text(draft)};\nconst char *${name}p = ${call};`)
      line(
        draft,
        `printf("%ld %s\\n", ${name}p ? (long)(${name}p - ${name}) : -1L, ${name}p ? ${name}p : "(none)");`,
      )
      line(draft, `mix(strspn(${name}, "abcx") * 16 + strcspn(${name}, ",9"));`)
    },
  ],
  [
    'string comparison',
    (draft, name) => {
      lines(draft, `char ${name}[] = ${text(draft)};\nint ${name}c = strcmp(${name}, ${text(draft)});`)
      line(draft, `int ${name}d = strncmp(${name}, "alpha", ${1 + draft.dice(5)});`)
      line(
        draft,
        `printf("%d %d %zu\\n", (${name}c > 0) - (${name}c < 0), (${name}d > 0) - (${name}d < 0), sizeof ${name});`,
      )
    },
  ],
  [
    'characters',
    (draft, name) => {
      lines(draft, `char ${name}[] = ${text(draft)};\nchar *${name}p = ${name};\nwhile (*${name}p) {`)
      line(draft, `  if (isalpha((unsigned char)*${name}p)) *${name}p = toupper((unsigned char)*${name}p);`)
      lines(draft, `  mix(*${name}p++ ${pick(draft, ['+', '-', '^', '*'])} ${draft.dice(30)});\n}`)
      line(draft, `puts(${name});`)
    },
  ],
  [
    'memory functions',
    (draft, name) => {
      const type = pick(draft, WHOLES.slice(1))
      lines(
        draft,
        `${type.name} ${name}[8], ${name}b[8];\nmemset(${name}, ${draft.dice(256)}, sizeof ${name});`,
      )
      line(
        draft,
        `memcpy(${name}b, ${name}, ${draft.dice(8)} * sizeof *${name}); memset(${name}b + 7, 0, sizeof ${name}b[7]);`,
      )
      line(draft, `${name}[${draft.dice(8)}] = ${expression(draft, 2).text};`)
      line(draft, `memmove(${name} + 1, ${name}, 5 * sizeof ${name}[0]);`)
      line(draft, `for (int i = 0; i < 8; i++) mix(${name}[i]);`)
      line(draft, `mix(memcmp(${name}, ${name} + 1, sizeof(${type.name})) != 0);`)
    },
  ],
  [
    'malloc and free',
    (draft, name) => {
      const count = 1 + draft.dice(12)
      const type = pick(draft, WHOLES.slice(1))
      const call = pick(draft, [
        `malloc(${count} * sizeof *${name})`,
        `calloc(${count}, sizeof(${type.name}))`,
      ])
      lines(draft, `${type.name} *${name} = ${call};\nif (!${name}) exit(3);`)
      line(
        draft,
        `for (int i = 0; i < ${count}; i++) ${name}[i] = ${wrapped(draft, expression(draft, 2), 1)};`,
      )
      if (rarely(draft, 2)) {
        line(draft, `${name} = realloc(${name}, ${count + 8} * sizeof *${name});`)
        line(draft, `for (int i = ${count}; i < ${count + 8}; i++) ${name}[i] = ${name}[i - ${count}];`)
      }
      line(draft, `for (${type.name} *q = ${name}; q < ${name} + ${count}; ++q) mix(*q);`)
      line(draft, `free(${name});`)
    },
  ],
  [
    'qsort and bsearch',
    (draft, name) => {
      const values = Array.from({ length: 3 + draft.dice(9) }, () => small(draft))
      line(draft, `int ${name}[] = {${values.join(', ')}};`)
      lines(
        draft,
        `size_t ${name}n = sizeof ${name} / sizeof ${name}[0];\nqsort(${name}, ${name}n, sizeof(int), ${pick(draft, ['upwards', 'downwards'])});`,
      )
      line(
        draft,
        `for (size_t i = 0; i < ${name}n; i++) printf("%d%s", ${name}[i], i + 1 < ${name}n ? "," : "\\n");`,
      )
      line(draft, `qsort(${name}, ${name}n, sizeof *${name}, upwards);`)
      line(
        draft,
        `int ${name}k = ${draft.dice(64)}, *${name}f = bsearch(&${name}k, ${name}, ${name}n, sizeof(int), upwards);`,
      )
      line(draft, `mix(${name}f ? 1 : 0);`)
    },
  ],
  [
    'linked list',
    (draft, name) => {
      line(draft, `struct node *${name} = NULL;`)
      line(
        draft,
        `for (int i = 0; i < ${1 + draft.dice(7)}; i++) ${name} = push(${name}, i * ${draft.dice(99)} + ${small(draft)});`,
      )
      if (rarely(draft, 2)) line(draft, `${name} = reversed(${name});`)
      line(draft, `for (struct node *p = ${name}; p; p = p->next) printf("%d ", p->value);`)
      line(draft, `putchar('\\n');`)
      line(draft, `while (${name}) { struct node *next = ${name}->next; free(${name}); ${name} = next; }`)
    },
  ],
  [
    'variable arguments',
    (draft) => {
      const kinds = Array.from({ length: 1 + draft.dice(5) }, () =>
        pick(draft, ['i', 'u', 'l', 'd', 's', 'c']),
      )
      const values = kinds.map((kind) => {
        const value = expression(draft, 2)
        if (kind === 'd') return tame(draft, 2)
        if (kind === 's') return text(draft)
        if (kind === 'l') return `(long)${wrapped(draft, value, 14)}`
        if (kind === 'u') return `(unsigned)${wrapped(draft, value, 14)}`
        return promote(value.type) === INT ? wrapped(draft, value, 1) : `(int)${wrapped(draft, value, 14)}`
      })
      line(draft, `printf("%ld\\n", gather("${kinds.join('')}", ${values.join(', ')}));`)
    },
  ],
  [
    'numbers from text',
    (draft, name) => {
      const digits = pick(draft, ['42', '-17xyz', '  9', '0x1f', '077', '', '99999999999', '+5'])
      lines(
        draft,
        `char *${name}e;\nlong ${name} = strtol("${digits}", &${name}e, ${pick(draft, [0, 10, 16, 8, 2, 36])});`,
      )
      line(
        draft,
        `printf("%ld [%s] %d %.3f\\n", ${name}, ${name}e, atoi("${digits.slice(0, 6)}"), strtod("${draft.dice(99)}.5e1z", NULL));`,
      )
    },
  ],
  [
    'tokens',
    (draft, name) => {
      lines(draft, `char ${name}[] = "a,bb;;c ${draft.dice(100)},";\nint ${name}n = 0;`)
      line(
        draft,
        `for (char *p = strtok(${name}, "${pick(draft, [',', ',;', ' ;'])}"); p; p = strtok(NULL, ",; ")) printf("%d:%s ", ${name}n++, p);`,
      )
      line(draft, `puts("");`)
    },
  ],
  [
    'scanning',
    (draft, name) => {
      line(draft, `int ${name} = 0, ${name}b = 0; char ${name}s[16] = "";`)
      line(
        draft,
        `int ${name}n = sscanf("${draft.dice(200)} ${pick(draft, WORDS)} ${draft.dice(9)}", "%d %15s %d", &${name}, ${name}s, &${name}b);`,
      )
      line(draft, `printf("%d %d %s %d\\n", ${name}n, ${name}, ${name}s, ${name}b);`)
    },
  ],
  [
    'variable-length array',
    (draft, name) => {
      lines(draft, `int ${name}n = ${small(draft)} % 9 + 1;\nint ${name}[${name}n];`)
      line(
        draft,
        `for (int i = 0; i < ${name}n; i++) ${name}[i] = i ? ${name}[i - 1] / 2 + ${small(draft)} : 1;`,
      )
      line(draft, `mix(${name}[${name}n - 1] + sizeof ${name});`)
    },
  ],
  [
    'statement expression',
    (draft, name) => {
      line(draft, `int ${name} = ({ int x = ${small(draft)}; x > 9 ? x - 9 : x; });`)
      line(draft, `mix(${name} + MAX(${small(draft)}, ${name}) * SQUARE(${name} & 31));`)
    },
  ],
  [
    'pointer difference',
    (draft, name) => {
      const type = pick(draft, WHOLES)
      const [from, to] = [draft.dice(9), draft.dice(9)]
      line(
        draft,
        `${type.name} ${name}[9] = {0}, *${name}p = &${name}[${from}], *${name}q = ${name} + ${to};`,
      )
      line(
        draft,
        `printf("%td %d %d\\n", ${name}q - ${name}p, ${name}p < ${name}q, (int)((char *)${name}q - (char *)${name}p));`,
      )
      line(draft, `mix(*${name}p++); mix(${name}p - ${name});`)
    },
  ],
]
