/** What a page is, for machines that read pages: JSON-LD in the vocabulary of schema.org. It is data, which no browser runs.
 *  @param of the thing, its `@type` first */
export function StructuredData({
  of,
}: {
  of: Readonly<Record<string, unknown>> & { readonly '@type': string }
}) {
  // A text of the content cannot end the element.
  const json = JSON.stringify({ '@context': 'https://schema.org', ...of }).replaceAll('<', '\\u003c')
  // biome-ignore lint/security/noDangerouslySetInnerHtml: React would escape quotes, and JSON in a script is not unescaped.
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />
}
