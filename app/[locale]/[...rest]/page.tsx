import { notFound } from 'next/navigation'

/** Whatever no other route took: a 404 inside the shell, in the language of the path. */
export default function UnknownPage() {
  notFound()
}
