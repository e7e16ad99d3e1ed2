import 'server-only'

/** The part of a syntax tree of MDX that this folder reads and writes (mdast with JSX nodes). */
export type TreeNode = {
  type: string
  name?: string | null
  value?: string
  depth?: number
  lang?: string | null
  children?: TreeNode[]
  attributes?: TreeAttribute[]
  position?: Position | undefined
  data?: Record<string, unknown>
}
/** Where a node stands in the text, as the compiler counts: from 1. */
type Position = { start: Point; end: Point }
type Point = { line: number; column: number }
export type TreeAttribute = {
  type: string
  name?: string
  value?: null | undefined | string | { type: string; value: string; data?: { estree?: unknown } }
}

/** The values that an attribute may have: literals, never code. */
export type Literal = string | number | boolean | readonly (string | number)[]

/** All text below a node. */
export function textOf(node: TreeNode): string {
  if (node.type === 'text' || node.type === 'inlineCode') return node.value ?? ''
  return (node.children ?? []).map(textOf).join('')
}

/** The value of an attribute, or undefined when it is anything but a literal. */
export function literalOf(attribute: TreeAttribute): Literal | undefined {
  const { value } = attribute
  if (value === null || value === undefined) return true
  if (typeof value === 'string') return value
  const program = value.data?.estree as { body?: { expression?: Expression }[] } | undefined
  const expression = program?.body?.[0]?.expression
  return expression ? fold(expression) : undefined
}

type Expression = {
  type: string
  value?: unknown
  operator?: string
  argument?: Expression
  elements?: (Expression | null)[]
}

function fold(expression: Expression): Literal | undefined {
  const { type, value } = expression
  if (type === 'Literal')
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? value
      : undefined
  if (type === 'UnaryExpression' && expression.operator === '-') {
    const inner = expression.argument ? fold(expression.argument) : undefined
    return typeof inner === 'number' ? -inner : undefined
  }
  if (type !== 'ArrayExpression') return undefined
  const items = (expression.elements ?? []).map((element) => (element ? fold(element) : undefined))
  return items.every((item) => typeof item === 'string' || typeof item === 'number')
    ? (items as (string | number)[])
    : undefined
}

/** An attribute with a number, as the MDX compiler wants it: text and syntax tree. */
export function numberAttribute(name: string, value: number): TreeAttribute {
  const literal = { type: 'Literal', value, raw: String(value) }
  const estree = {
    type: 'Program',
    sourceType: 'module',
    body: [{ type: 'ExpressionStatement', expression: literal }],
  }
  return {
    type: 'mdxJsxAttribute',
    name,
    value: { type: 'mdxJsxAttributeValueExpression', value: String(value), data: { estree } },
  }
}

/** A JSX element for the tree. */
export function jsx(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  children: TreeNode[] = [],
): TreeNode {
  return {
    type: 'mdxJsxFlowElement',
    name,
    attributes: Object.entries(attributes).map(([key, value]) => ({
      type: 'mdxJsxAttribute',
      name: key,
      value: String(value),
    })),
    children,
  }
}

export function text(value: string): TreeNode {
  return { type: 'text', value }
}
