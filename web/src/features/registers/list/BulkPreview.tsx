import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import type { Bulk, RecordView } from '../data/types'
import { isSame } from '../text/difference'
import { sectorName } from '../text/cells'
import { useReferenceNames } from '../record/useReferenceNames'
import { named, shown } from '../text/named'

/** Each record before and after, so that nothing is written unseen. */
export function BulkPreview({ preview, codes }: { preview: Bulk; codes: string[] }) {
  const { t } = useTranslation()
  const known = useKnown()
  const { language } = known
  const records = preview.items.flatMap(({ before, after }) => (after ? [before, after] : [before]))
  const names = useReferenceNames(records)
  const text = (record: RecordView, code: string) => {
    if (code === 'unit') return names[record.unit_id] ?? ''
    if (code === 'sector') return sectorName(known, record.sector)
    const field = known.field(code)
    return field ? shown(field, record.values[code], names, known.words) : ''
  }
  const raw = (record: RecordView, code: string) => (code === 'unit' ? [record.unit_id] : code === 'sector' ? [record.sector ?? ''] : record.values[code])
  const heads = codes.map(code => (code === 'unit' || code === 'sector' ? t(`registers.own.${code}`) : named(known.field(code)?.name ?? { zh: code }, language)))
  const changed = preview.items.filter(({ before, after }) => after && codes.some(code => !isSame(raw(before, code), raw(after, code)))).length
  return (
    <>
      <p>{t('registers.bulk.changes', { n: changed, all: preview.items.length })}</p>
      <div className="preview" tabIndex={0} role="region" aria-label={t('registers.bulk.look')}>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{named(known.field(known.definition.title)?.name ?? { zh: '' }, language)}</th>
              {heads.map((head, n) => (
                <th key={codes[n]} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {preview.items.map(({ before, after, problems }) => (
              <tr key={before.id}>
                <td lang="zh-CN">{before.title}</td>
                {codes.map(code => (
                  <td key={code} lang="zh-CN">
                    {after && isSame(raw(before, code), raw(after, code)) ? (
                      <span className="quiet">{text(before, code) || '—'}</span>
                    ) : (
                      <>
                        <del>{text(before, code) || '—'}</del> <ins>{after ? text(after, code) || '—' : ''}</ins>
                      </>
                    )}
                    {problems
                      .filter(problem => problem.field === code)
                      .map(problem => (
                        <div key={problem.code} className="entry-problem">
                          {language === 'en' ? problem.message_en : problem.message}
                        </div>
                      ))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
