import { useContext, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../api/client'
import { demand } from '../../format/demand'
import { gather } from '../../text/gather'
import type { Readings } from '../board/List'
import { PointerContext, usePointed } from '../paper/pointer'

interface Props {
  targets: Target[]
  readings: Readings
  onSelect: (id: string) => void
}

/** Who answers for what: each unit opens to its targets. */
export function UnitTargets({ targets, readings, onSelect }: Props) {
  const { t } = useTranslation()
  const units = useMemo(() => {
    const pairs = targets.flatMap(target => [...new Set(target.assignments.map(unit => unit.unit_text))].map(name => ({ name, target })))
    return [...gather(pairs, pair => pair.name)].map(([name, pairs]) => [name, pairs.map(pair => pair.target)] as const)
  }, [targets])
  if (targets.length === 0) return <p className="quiet">{t('live.noTargets')}</p>
  return (
    <>
      <h2>{t('live.units')}</h2>
      <p className="quiet">{t('live.unitCount', { units: units.length, targets: targets.length })}</p>
      {units.map(([name, theirs]) => (
        <details key={name} className="unit">
          <summary>
            <span lang="zh-CN">{name}</span> <span className="count">{theirs.length}</span>
          </summary>
          {theirs.map(target => (
            <Row key={target.id} target={target} light={readings.light(target.id)} onSelect={onSelect} />
          ))}
        </details>
      ))}
      <p className="quiet">{t('live.pick')}</p>
    </>
  )
}

function Row({ target, light, onSelect }: { target: Target; light: string; onSelect: (id: string) => void }) {
  const { t } = useTranslation()
  const pointer = useContext(PointerContext)
  const pointed = usePointed([target.id])
  return (
    <button
      type="button"
      className={`pick ${pointed}`}
      onClick={() => onSelect(target.id)}
      onMouseEnter={() => pointer.hover(target.id)}
      onMouseLeave={() => pointer.hover(undefined)}
    >
      <span className={`light ${light}`} aria-hidden /> <span lang="zh-CN">{target.subject}</span>{' '}
      <b lang="zh-CN">{demand(target, t)}</b>
    </button>
  )
}
