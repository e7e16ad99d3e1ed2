import 'server-only'
import { visit } from 'unist-util-visit'
import { COMPONENTS, type ComponentName, isComponent, type Widget } from './component'
import type { ContentFault, FaultCode } from './fault'
import { drawFigure } from './figure'
import { codeClass, highlightC } from './highlight'
import { type Literal, literalOf, numberAttribute, type TreeNode, textOf } from './tree'

/** What reading one text finds. */
export type Markup = { readonly widgets: Widget[]; readonly faults: ContentFault[] }

/** What a run decides about a widget, put into the compiled page. */
export type Settle = (
  widget: Widget,
  widgets: readonly Widget[],
) => { readonly start?: number; readonly answer?: number }

/** A remark plugin that checks a lesson's syntax tree and finishes it: ids on headings, colour in C, the
 *  drawings of figures, the steps and answers that runs decide. Findings go to `into`. */
export function markupPlugin(file: string, into: Markup, settle: Settle) {
  return () => (tree: TreeNode) => {
    const nodes = collect(tree, file, into)
    if (into.faults.length > 0) return
    for (const [node, widget] of nodes) {
      const { start, answer } = settle(widget, into.widgets)
      if (start !== undefined) node.attributes?.push(numberAttribute('start', start))
      if (answer !== undefined) node.attributes?.push(numberAttribute('answer', answer))
      if (widget.name === 'Figure') node.children = [drawFigure(widget.attributes)]
    }
    visit(tree, finishMarkdown)
  }
}

type Found = readonly [TreeNode, Widget]

function collect(tree: TreeNode, file: string, into: Markup): Found[] {
  const found: Found[] = []
  const complain = (node: TreeNode, code: FaultCode, message: string) =>
    into.faults.push({ file, line: node.position?.start.line ?? null, code, message })
  let section: string | null = null
  /** Of the nodes that stand in one: the `Fact` around them. */
  const facts = new Map<TreeNode | undefined, string | null>()
  visit(tree, (node: TreeNode, _index, parent: TreeNode | undefined) => {
    if (node.type === 'heading' && node.depth === 2) section = headingId(textOf(node))
    checkNode(node, complain)
    const fact = facts.get(parent) ?? null
    const widget = readWidget(node, section, fact, complain)
    if (widget) {
      into.widgets.push(widget)
      found.push([node, widget])
    }
    facts.set(node, widget?.name === 'Fact' ? widget.attributes.id : fact)
  })
  return found
}

type Complain = (node: TreeNode, code: FaultCode, message: string) => void

function checkNode(node: TreeNode, complain: Complain): void {
  // The compiler's own export of the front matter has no place in the text.
  if (node.type === 'mdxjsEsm' && node.position)
    complain(node, 'import-export', 'a lesson has no import and no export')
  if (node.type === 'html') complain(node, 'component', 'a lesson has no HTML')
  const isExpression = node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression'
  if (isExpression && !/^\s*\/\*[\s\S]*\*\/\s*$/.test(node.value ?? ''))
    complain(node, 'expression', `a lesson has no {expression}: {${node.value ?? ''}}`)
  if (node.type === 'text' && /\*\*/.test(node.value ?? ''))
    complain(node, 'syntax', 'this ** marks nothing: emphasis must not end in a bracket before a letter')
}

function readWidget(
  node: TreeNode,
  section: string | null,
  fact: string | null,
  complain: Complain,
): Widget | null {
  if (node.type !== 'mdxJsxFlowElement' && node.type !== 'mdxJsxTextElement') return null
  const name = node.name ?? ''
  if (!isComponent(name)) {
    const known = Object.keys(COMPONENTS).join(', ')
    complain(node, 'component', `<${name}> is none of the components of a lesson: ${known}`)
    return null
  }
  const written = readAttributes(node, name, complain)
  if (!written) return null
  const checked = COMPONENTS[name].safeParse(written)
  if (!checked.success) {
    for (const issue of checked.error.issues)
      complain(node, 'attribute', `<${name}> ${issue.path.join('.')}: ${issue.message}`)
    return null
  }
  const line = node.position?.start.line ?? 1
  // The schema of this very name checked the attributes, which the type system cannot follow.
  return { name, line, section, fact, attributes: checked.data, prose: proseOf(node) } as Widget
}

function readAttributes(
  node: TreeNode,
  name: ComponentName,
  complain: Complain,
): Record<string, Literal> | null {
  const values: Record<string, Literal> = {}
  for (const attribute of node.attributes ?? []) {
    const value = attribute.name === undefined ? undefined : literalOf(attribute)
    if (attribute.name === undefined || value === undefined) {
      complain(node, 'attribute', `<${name}> ${attribute.name ?? '{…}'}: only literals are allowed`)
      return null
    }
    values[attribute.name] = value
  }
  return values
}

const NOT_PROSE = new Set(['Sim', 'Claim', 'Figure', 'Predict', 'Card', 'Quiz'])

function proseOf(node: TreeNode): string {
  const isOther = (child: TreeNode) => child.name !== undefined && NOT_PROSE.has(child.name ?? '')
  return (node.children ?? [])
    .filter((child) => !isOther(child))
    .map(textOf)
    .join('\n')
}

const HEADING_ID = /[ \t]*\{#([a-z0-9-]+)\}[ \t]*$/

function headingId(heading: string): string | null {
  return HEADING_ID.exec(heading)?.[1] ?? null
}

function finishMarkdown(node: TreeNode): void {
  if (node.type === 'heading') finishHeading(node)
  if (node.type === 'code' && node.lang === 'c') finishCode(node)
}

function finishHeading(node: TreeNode): void {
  const last = node.children?.at(-1)
  const id = headingId(last?.value ?? '')
  if (!id || !last) return
  last.value = last.value?.replace(HEADING_ID, '') ?? ''
  node.data = { ...node.data, hProperties: { id } }
}

function finishCode(node: TreeNode): void {
  const hChildren = highlightC(node.value ?? '').map(({ kind, text: value }) => {
    const className = codeClass(kind)
    const child = { type: 'text', value }
    return className
      ? { type: 'element', tagName: 'span', properties: { className: [className] }, children: [child] }
      : child
  })
  node.data = { ...node.data, hChildren }
}

/** MDX would read `{#id}` as an expression: the brace is escaped before it is parsed. Lines stay lines. */
export function escapeHeadingIds(source: string): string {
  return source.replace(/^(##[ \t].*?)\{(#[a-z0-9-]+\})[ \t]*$/gm, '$1\\{$2')
}
