import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useKnown, type Known } from '../data/context'
import { register } from '../data/queries'
import { isNumeric, lapseOf, targetOf, type Definition, type Detail, type Field } from '../data/types'
import { LapseMark } from '../list/Row'
import { stateName } from '../text/cells'
import { named, shown, withUnit } from '../text/named'
import type { LinkedGroup } from './linked'

const MOST_FIELDS = 5
const MOST_ROWS = 10

/** One register's part of a file: its latest records, what of them has lapsed, the way to all and to a new one. */
export function LinkedSection({ group, detail }: { group: LinkedGroup; detail: Detail }) {
  const { t } = useTranslation()
  const known = useKnown()
  const target = useQuery(register(group.register.code))
  const { items, field } = group
  const code = group.register.code
  const definition = target.data?.definition
  const canFilter = target.data?.filters.includes(field)
  const lapsed = items.filter(item => item.record.lapses.some(lapse => lapse.state === 'over')).length
  return (
    <section className="linked-section" id={`linked-${code}-${field}`}>
      <h2>
        {named(group.register.name, known.language)} <span className="count">{t('registers.list.count', { n: items.length })}</span>
        {lapsed > 0 && <span className="lapse over">{t('registers.linked.lapsed', { n: lapsed })}</span>}
        <span className="grow" />
        {canFilter && (
          <Link className="no-print" to="/registers/$code" params={{ code }} search={{ [`f.${field}`]: detail.record.id }}>
            {t('registers.linked.all')}
          </Link>
        )}
        <Link className="no-print" to="/registers/$code" params={{ code }} search={{ form: 'new', with: `${field}:${detail.record.id}` }}>
          {t('registers.linked.enter')}
        </Link>
      </h2>
      {definition && <Rows group={group} definition={definition} known={{ ...known, definition }} />}
    </section>
  )
}

/** What the register lists first, but not what all of these share. */
function told(definition: Definition, link: string): Field[] {
  const isTold = (field: Field) => !field.retired && (field.list ?? true) && !['long-text', 'files', 'place'].includes(field.kind) && field.code !== link && field.code !== definition.title && !field.personal
  return definition.field.filter(isTold).slice(0, MOST_FIELDS)
}

function Rows({ group, definition, known }: { group: LinkedGroup; definition: Definition; known: Known }) {
  const { t } = useTranslation()
  const fields = told(definition, group.field)
  const title = definition.field.find(field => field.code === definition.title)
  const names = Object.fromEntries(known.units.map(unit => [unit.id, unit.name]))
  const value = (field: Field, texts: string[] | undefined) => (targetOf(field) ? '' : shown(field, texts, names, known.words))
  return (
    <>
      <div className="scroll" tabIndex={0} role="region" aria-label={named(group.register.name, known.language)}>
        <table className="ledger stacked">
          <thead>
            <tr>
              <th scope="col">{title && named(title.name, known.language)}</th>
              {fields.map(field => (
                <th key={field.code} scope="col" className={isNumeric(field) ? 'num' : undefined}>
                  {withUnit(field, known.language)}
                </th>
              ))}
              <th scope="col">{t('registers.own.state')}</th>
            </tr>
          </thead>
          <tbody>
            {group.items.slice(0, MOST_ROWS).map(({ record }) => (
              <tr key={record.id}>
                <td lang="zh-CN">
                  <Link to="/registers/$code/$id" params={{ code: record.register, id: record.id }}>
                    {record.title || '—'}
                  </Link>
                </td>
                {fields.map(field => (
                  <td key={field.code} lang="zh-CN" className={isNumeric(field) ? 'num' : undefined} data-label={withUnit(field, known.language)}>
                    {value(field, record.values[field.code])} {field.kind === 'date' && <LapseMark lapse={lapseOf(record, field.code)} />}
                  </td>
                ))}
                <td data-label={t('registers.own.state')}>{stateName(known, record.state)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {group.items.length > MOST_ROWS && <p className="quiet pad">{t('registers.linked.rest', { n: group.items.length - MOST_ROWS })}</p>}
    </>
  )
}
