/** The setting under which a clone that the launcher's tests make builds its pages itself, and once with a mistake in them. */
export const CLONE_BUILDS = 'FORKLORE_CLONE_BUILDS'
