import { ArrowDownOutlined, ArrowUpOutlined, PushpinOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { allColumns, frozen, isOwn, moved, toggled, type Column } from '../data/columns'
import { useKnown } from '../data/context'
import { heading } from '../text/cells'
import { means } from '../text/initials'

interface Props {
  columns: readonly Column[]
  isFirst: boolean
  onChange: (columns: readonly Column[]) => void
  onReset: () => void
}

/** Any field, in any order; the title leads. */
export function ColumnChooser(props: Props) {
  const { t } = useTranslation()
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={<Chooser {...props} />}>
      <Button icon={<TableOutlined aria-hidden />}>{t('registers.columns.title')}</Button>
    </Popover>
  )
}

function Chooser({ columns, isFirst, onChange, onReset }: Props) {
  const { t } = useTranslation()
  const { definition, field, language } = useKnown()
  const [search, setSearch] = useState('')
  const isShown = new Set(columns.map(column => column.code))
  const rest = allColumns(definition).filter(code => !isShown.has(code) && !field(code)?.retired && field(code)?.kind !== 'files')
  const name = (code: string) => heading({ code, width: 0, field: isOwn(code) ? undefined : field(code) }, t, language)
  const isMeant = (code: string) => means(search, [name(code)])
  const toggle = (code: string) => onChange(toggled(definition, columns, code))
  function shift(at: number, by: 1 | -1) {
    const code = columns[at]?.code ?? ''
    onChange(moved(columns, code, by < 0 ? (columns[at - 1]?.code ?? null) : (columns[at + 2]?.code ?? null)))
  }
  return (
    <div className="chooser">
      <Input allowClear placeholder={t('registers.columns.find')} aria-label={t('registers.columns.find')} value={search} onChange={event => setSearch(event.target.value)} />
      <ul>
        {columns.map(({ code, isFrozen }, at) =>
          isMeant(code) ? (
            <li key={code}>
              <Checkbox checked disabled={at === 0} onChange={() => toggle(code)}>
                {name(code)}
              </Checkbox>
              {at > 0 && !search && (
                <span className="shift">
                  <Button
                    type="text"
                    size="small"
                    className={isFrozen ? 'on' : undefined}
                    aria-pressed={!!isFrozen}
                    icon={<PushpinOutlined aria-hidden />}
                    aria-label={t('registers.columns.freeze', { name: name(code) })}
                    title={t('registers.columns.freeze', { name: name(code) })}
                    onClick={() => onChange(frozen(columns, isFrozen ? at - 1 : at))}
                  />
                  <Button type="text" size="small" disabled={at === 1} icon={<ArrowUpOutlined aria-hidden />} aria-label={t('registers.columns.forward', { name: name(code) })} onClick={() => shift(at, -1)} />
                  <Button
                    type="text"
                    size="small"
                    disabled={at === columns.length - 1}
                    icon={<ArrowDownOutlined aria-hidden />}
                    aria-label={t('registers.columns.back', { name: name(code) })}
                    onClick={() => shift(at, 1)}
                  />
                </span>
              )}
            </li>
          ) : null,
        )}
      </ul>
      {rest.some(isMeant) && (
        <>
          <h3>{t('registers.columns.hidden')}</h3>
          <ul>
            {rest.filter(isMeant).map(code => (
              <li key={code}>
                <Checkbox checked={false} onChange={() => toggle(code)}>
                  {name(code)}
                </Checkbox>
              </li>
            ))}
          </ul>
        </>
      )}
      <Button type="link" disabled={isFirst} onClick={onReset}>
        {t('registers.columns.reset')}
      </Button>
    </div>
  )
}
