import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { minuteOf } from '../../../app/moments'
import { useKnown } from '../data/context'
import { lapseOf, targetOf, type Detail, type Field } from '../data/types'
import { sectorName } from '../text/cells'
import { shown, withUnit } from '../text/named'
import { LapseMark } from '../list/Row'
import { Hidden } from './Personal'

/** What the record holds, in the order of the form; empty fields on demand. */
export function Facts({ detail, isWide }: { detail: Detail; isWide?: boolean }) {
  const { t } = useTranslation()
  const known = useKnown()
  const [isAll, setAll] = useState(false)
  const { record, names } = detail
  const fields = known.definition.field.filter(field => field.code !== known.definition.title)
  const isFilled = (field: Field) => (record.values[field.code]?.length ?? 0) > 0
  const filled = fields.filter(isFilled)
  const empty = fields.filter(field => !isFilled(field) && !field.retired)
  const sector = sectorName(known, record.sector)
  return (
    <>
      <dl className={`facts record-facts ${isWide ? 'wide' : ''}`}>
        <Fact name={t('registers.own.unit')}>{names[record.unit_id]}</Fact>
        {sector && <Fact name={t('registers.own.sector')}>{sector}</Fact>}
        {(isAll ? fields.filter(field => isFilled(field) || !field.retired) : filled).map(field => (
          <Fact key={field.code} name={withUnit(field, known.language)} isLong={field.kind === 'long-text'}>
            <FieldValue field={field} detail={detail} />
          </Fact>
        ))}
        <Fact name={t('registers.own.changed')}>{minuteOf(record.changed_at)}</Fact>
      </dl>
      {empty.length > 0 && (
        <button type="button" className="link no-print" onClick={() => setAll(!isAll)}>
          {isAll ? t('registers.record.lessFields') : t('registers.record.moreFields', { n: empty.length })}
        </button>
      )}
    </>
  )
}

function Fact({ name, isLong, children }: { name: string; isLong?: boolean; children: React.ReactNode }) {
  return (
    <div className={isLong ? 'long' : undefined}>
      <dt>{name}</dt>
      <dd lang="zh-CN">{children}</dd>
    </div>
  )
}

function FieldValue({ field, detail }: { field: Field; detail: Detail }) {
  const { t } = useTranslation()
  const { words } = useKnown()
  const { record, names } = detail
  const text = shown(field, record.values[field.code], names, words)
  const target = targetOf(field)
  const id = record.values[field.code]?.[0]
  if (!text) return <span className="quiet">—</span>
  if (field.personal) return <Hidden text={text} detail={detail} />
  if (field.kind === 'files') {
    const files = record.values[field.code] ?? []
    return files.map((hash, n) => (
      <a key={hash} className="file" href={`/api/files/${hash}`} target="_blank" rel="noreferrer">
        {t('registers.attach.nth', { n: n + 1 })}{' '}
      </a>
    ))
  }
  if (target && id) {
    return (
      <Link to="/registers/$code/$id" params={{ code: target, id }}>
        {text}
      </Link>
    )
  }
  if (field.kind === 'date') {
    return (
      <>
        {text} <LapseMark lapse={lapseOf(record, field.code)} long />
      </>
    )
  }
  return text
}
