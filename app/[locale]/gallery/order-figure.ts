/** Figures that are no part of a player: of all orders of a program, of two runs, of several policies. */
export const ORDER_FIGURES = ['race', 'states', 'terrain', 'compare', 'policies'] as const
export type OrderFigure = (typeof ORDER_FIGURES)[number]
