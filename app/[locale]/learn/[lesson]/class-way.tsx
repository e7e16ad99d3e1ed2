'use client'

import { type ComponentType, useEffect, useState } from 'react'
import { CLASS_PARAM } from '../../classes/course-href'
import type { ClassNeighboursProps } from './class-neighbours'

/** What stands before and after a lesson in the course of the class that the address names. Few read a lesson so: nobody else loads
 *  more than this. */
export function ClassWay(props: ClassNeighboursProps) {
  const [Neighbours, setNeighbours] = useState<ComponentType<ClassNeighboursProps> | null>(null)
  useEffect(() => {
    if (!new URLSearchParams(location.search).has(CLASS_PARAM)) return
    void import('./class-neighbours').then(({ ClassNeighbours }) => setNeighbours(() => ClassNeighbours))
  }, [])
  return Neighbours && <Neighbours {...props} />
}
