// What every part of a register's pages needs to know of it.
import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Unit } from '../../../api/client'
import { today, unitsOn } from '../../../app/queries'
import type { Wording } from '../text/named'
import { register, registerList } from './queries'
import type { Definition, Field, Register, RegisterList, Sector } from './types'

export interface Known {
  definition: Definition
  /** States in which a record may begin, beside the first. */
  begins: readonly string[]
  filters: ReadonlySet<string>
  sorts: ReadonlySet<string>
  all: RegisterList
  sectors: Sector[]
  units: Unit[]
  language: string
  words: Wording
  field: (code: string) => Field | undefined
}

const Context = createContext<Known | null>(null)

export function useWording(): Wording {
  const { t, i18n } = useTranslation()
  return useMemo(
    () => ({ language: i18n.language, comma: t('app.comma'), yes: t('registers.yes'), no: t('registers.no'), files: (n: number) => t('registers.files', { n }) }),
    [t, i18n.language],
  )
}

/** A register with all that its pages need, or how far that is. */
export function useRegister(code: string) {
  const view = useQuery(register(code))
  const all = useQuery(registerList)
  const units = useQuery(unitsOn(today()))
  const words = useWording()
  const known = useMemo(() => {
    if (!view.data || !all.data || !units.data) return null
    return knownOf(view.data, all.data, units.data, words)
  }, [view.data, all.data, units.data, words])
  const retry = () => void Promise.all([view.refetch(), all.refetch(), units.refetch()])
  return { known, error: view.error ?? all.error ?? units.error, retry }
}

function knownOf(view: Register, all: RegisterList, units: Unit[], words: Wording): Known {
  const { definition } = view
  const byCode = new Map(definition.field.map(field => [field.code, field]))
  const sets = { filters: new Set(view.filters), sorts: new Set(view.sorts) }
  return { definition, begins: view.begins, ...sets, all, sectors: all.sectors, units, language: words.language, words, field: code => byCode.get(code) }
}

export function KnownRegister({ known, children }: { known: Known; children: ReactNode }) {
  return <Context value={known}>{children}</Context>
}

export function useKnown(): Known {
  const known = useContext(Context)
  if (!known) throw new Error('no register around')
  return known
}
