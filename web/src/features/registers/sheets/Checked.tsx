import { Alert, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import { entryFields } from '../data/types'
import { named } from '../text/named'
import { problemsAddress, type Preview } from './calls'

interface Props {
  preview: Preview
  isBusy: boolean
  onMap: (mapping: (string | null)[]) => void
}

const SHOWN = 50

/** What a sheet would do: its counts, its columns with their fields, its wrong rows. */
export function Checked({ preview, isBusy, onMap }: Props) {
  const { t } = useTranslation()
  const { definition, language } = useKnown()
  const taken = new Set(preview.columns.map(column => column.field).filter(Boolean))
  const names: Record<string, string> = Object.fromEntries(entryFields(definition).map(field => [field.code, named(field.name, language)]))
  for (const own of ['unit', 'sector', 'state'] as const) names[own] = t(`registers.own.${own}`)
  const words = (problem: { message: string; message_en: string }) => (language === 'en' ? problem.message_en : problem.message)
  function choose(at: number, field: string | null) {
    onMap(preview.columns.map((column, n) => (n === at ? field : (column.field ?? null))))
  }
  return (
    <div className="stack">
      <p>
        <b>{preview.file_name}</b> <span className="quiet">{preview.sheet_name ? t('registers.sheet.from', { sheet: preview.sheet_name, row: preview.header_row }) : t('registers.sheet.fromText', { row: preview.header_row })}</span>
      </p>
      <p role="status">{t('registers.sheet.counts', { total: preview.total, added: preview.new, changed: preview.changed, same: preview.same, bad: preview.bad })}</p>
      {preview.notes.length > 0 && <Alert type="info" showIcon title={preview.notes.map(words).join(' ')} />}
      {preview.bad > 0 && (
        <Alert
          type="warning"
          showIcon
          title={t('registers.sheet.wrong', { n: preview.bad })}
          description={<a href={problemsAddress(preview.id)}>{t('registers.sheet.marked')}</a>}
        />
      )}
      <div className="sheet-scroll">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('registers.sheet.column')}</th>
              <th scope="col">{t('registers.sheet.field')}</th>
              <th scope="col">{t('registers.sheet.sample')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.columns.map((column, at) => (
              <tr key={column.letters}>
                <td>
                  <span className="quiet">{column.letters}</span> {column.name}
                </td>
                <td>
                  <Select
                    allowClear
                    disabled={isBusy}
                    style={{ width: 180 }}
                    aria-label={t('registers.sheet.fieldOf', { name: column.name })}
                    placeholder={t('registers.sheet.unread')}
                    value={column.field ?? undefined}
                    onChange={(field?: string) => choose(at, field ?? null)}
                    showSearch={{ optionFilterProp: 'label' }}
                    options={Object.entries(names).map(([value, label]) => ({ value, label, disabled: taken.has(value) && value !== column.field }))}
                  />
                </td>
                <td className="quiet">{preview.sample.slice(0, 3).map(row => row[at]).filter(Boolean).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {preview.problems.length > 0 && (
        <div className="sheet-scroll">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col" className="num">
                  {t('registers.sheet.row')}
                </th>
                <th scope="col">{t('registers.sheet.field')}</th>
                <th scope="col">{t('registers.sheet.reason')}</th>
              </tr>
            </thead>
            <tbody>
              {preview.problems.slice(0, SHOWN).map((problem, n) => (
                <tr key={n}>
                  <td className="num">{problem.row}</td>
                  <td>{problem.field ? (names[problem.field] ?? problem.field) : ''}</td>
                  <td>{words(problem)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
