import { Children, cloneElement, isValidElement, type ReactElement, type ReactNode } from 'react'

/** What a block of prose is to the layout. */
export type BlockKind = 'heading' | 'predict' | 'stage' | 'figure' | 'wide' | 'prose'
type Block = { element: ReactElement; kind: BlockKind; fact: string | null }

/** One figure with the words around it: what leads to it, the figure, what follows from it. */
type Scene = { before: Block[]; stage: Block[]; after: Block[]; isWide: boolean }
type Section = { id: string | null; scenes: Scene[] }

/** A part of a marked passage. `continued`: its beginning stands in an earlier scene. `bare`: it holds figures,
 *  not prose. */
export type FactProps = { id: string; continued?: boolean; bare?: boolean; children?: ReactNode }

/** Lays a lesson's prose out: beside each simulator the words that belong to it, in the order they were
 *  written, so that one column on a phone and two on a desk are the same document.
 *  @param tree what the compiled text returned
 *  @param kindOf what each element is to the layout
 *  @param Fact the component of marked passages: a passage may go over several scenes
 *  @param lead what stands before everything: title and summary
 *  @param before what stands over a section
 *  @param after what stands under it */
export function LessonBody(props: {
  tree: ReactNode
  kindOf: (element: ReactElement) => BlockKind
  Fact: (props: FactProps) => ReactNode
  lead: ReactNode
  before?: (section: string) => ReactNode
  after?: (section: string) => ReactNode
}) {
  const sections = sectionsOf(blocksOf(props.tree, props.Fact, props.kindOf))
  const told = new Set<string>()
  const column = (blocks: Block[], bare: boolean, lead?: ReactNode) => (
    <>
      {lead}
      {passagesOf(blocks).map(({ fact, elements }, i) => {
        // Passages never move among themselves.
        const key = `${i}`
        if (fact === null)
          return (
            <div key={key} className={bare ? 'passage' : 'prose'}>
              {elements}
            </div>
          )
        const continued = told.has(fact)
        told.add(fact)
        return (
          <props.Fact key={key} id={fact} continued={continued} bare={bare}>
            {elements}
          </props.Fact>
        )
      })}
    </>
  )
  return sections.map((section, s) => (
    <section
      key={section.id ?? 'lead'}
      className="lesson-section"
      aria-labelledby={section.id ?? undefined}
      data-section={section.id ?? undefined}
    >
      {section.id !== null && props.before?.(section.id)}
      {section.scenes.map((scene, i) => {
        const lead = s === 0 && i === 0 ? props.lead : null
        const className = scene.isWide ? 'scene-wide' : scene.stage.length > 0 ? 'scene' : 'scene-plain'
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: scenes never move among themselves
          <div key={i} className={className}>
            <div className="scene-before">{column(scene.before, scene.isWide, lead)}</div>
            {scene.stage.length > 0 && <div className="scene-stage">{column(scene.stage, true)}</div>}
            {scene.after.length > 0 && <div className="scene-after">{column(scene.after, false)}</div>}
          </div>
        )
      })}
      {section.id !== null && props.after?.(section.id)}
    </section>
  ))
}

function blocksOf(
  tree: ReactNode,
  Fact: unknown,
  kindOf: (element: ReactElement) => BlockKind,
  fact: string | null = null,
): Block[] {
  return elementsOf(tree).flatMap((element) => {
    const { id, children } = element.props as { id?: string; children?: ReactNode }
    if (element.type === Fact) return blocksOf(children, Fact, kindOf, id ?? null)
    return [{ element, kind: kindOf(element), fact }]
  })
}

function elementsOf(node: ReactNode): ReactElement[] {
  // Fragments are what a compiled text returns; text between blocks is line breaks.
  return Children.toArray(node).flatMap((child) => {
    if (!isValidElement(child)) return []
    const isFragment = typeof child.type === 'symbol'
    return isFragment ? elementsOf((child.props as { children?: ReactNode }).children) : [child]
  })
}

function sectionsOf(blocks: readonly Block[]): Section[] {
  const sections: Section[] = []
  let scene: Scene | null = null
  const open = (isWide = false): Scene => {
    const made: Scene = { before: [], stage: [], after: [], isWide }
    if (sections.length === 0) sections.push({ id: null, scenes: [] })
    sections.at(-1)?.scenes.push(made)
    return made
  }
  for (const block of blocks) {
    if (block.kind === 'heading') {
      const { id } = block.element.props as { id?: string }
      sections.push({ id: id ?? null, scenes: [] })
      scene = open()
    }
    scene ??= open()
    if (startsScene(block, scene)) scene = open(block.kind === 'wide')
    placeIn(scene, block)
  }
  for (const { scenes } of sections) for (const one of scenes) stageFigures(one)
  return sections.map((s) => ({ ...s, scenes: s.scenes.filter((one) => !isEmpty(one)) }))
}

function startsScene(block: Block, scene: Scene): boolean {
  if (block.kind === 'wide' || scene.isWide) return true
  const hasSimulator = scene.stage.length > 0
  return (block.kind === 'predict' && hasSimulator) || (block.kind === 'stage' && scene.after.length > 0)
}

function placeIn(scene: Scene, block: Block): void {
  if (block.kind === 'stage') scene.stage.push(block)
  else if (scene.stage.length > 0) scene.after.push(block)
  else scene.before.push(block)
}

/** Where no simulator stands, a drawing takes its place. */
function stageFigures(scene: Scene): void {
  if (scene.stage.length > 0 || scene.isWide) return
  const isFigure = (block: Block) => block.kind === 'figure'
  const at = scene.before.findIndex(isFigure)
  if (at < 0) return
  scene.stage = scene.before.filter(isFigure)
  scene.after = scene.before.slice(at).filter((block) => !isFigure(block))
  scene.before = scene.before.slice(0, at)
}

function isEmpty(scene: Scene): boolean {
  return scene.before.length + scene.stage.length + scene.after.length === 0
}

/** Neighbours of one marked passage stay in one element. */
function passagesOf(blocks: readonly Block[]): { fact: string | null; elements: ReactElement[] }[] {
  const passages: { fact: string | null; elements: ReactElement[] }[] = []
  for (const { element, fact } of blocks) {
    const last = passages.at(-1)
    const keyed = cloneElement(element, { key: `${last?.elements.length ?? 0}${element.key ?? ''}` })
    if (last && last.fact === fact) last.elements.push(keyed)
    else passages.push({ fact, elements: [keyed] })
  }
  return passages
}
