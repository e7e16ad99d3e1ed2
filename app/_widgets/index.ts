/** The closed set of figures that a page may use. */
export { Sim } from './sim'
