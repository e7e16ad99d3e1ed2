import type { Catalog } from '@/lib/content/catalog'
import type { Locale } from '@/lib/i18n/locale'

/** The lessons there are, as lines that fork into modules: how the mark continues. */
export function CourseMap({ catalog, locale }: { catalog: Catalog; locale: Locale }) {
  const bySlug = new Map(catalog.lessons.map((lesson, i) => [lesson.slug, { lesson, number: i + 1 }]))
  return (
    <ol className="map">
      {catalog.modules.map((module) => (
        <li key={module.id} className="map-module">
          <h3>{module.title[locale]}</h3>
          <ol>
            {module.lessons.map((slug) => {
              const found = bySlug.get(slug)
              if (!found) return null
              return (
                <li key={slug}>
                  <a href={`/${locale}/learn/${slug}`}>
                    <span>{found.number}</span>
                    {found.lesson.title[locale]}
                  </a>
                </li>
              )
            })}
          </ol>
        </li>
      ))}
    </ol>
  )
}
