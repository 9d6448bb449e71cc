import { MoreOutlined } from '@ant-design/icons'
import { Link, useNavigate } from '@tanstack/react-router'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import { closed, type ListSearch } from '../data/search'
import { grouped, named } from '../text/named'
import { BulkDialog } from './BulkDialog'
import { listActions } from './actions'
import type { Narrow } from './FilterBar'
import { Star } from './Star'
import type { useSelection } from './useSelection'

interface Props {
  count: number | undefined
  asOf: string
  search: ListSearch
  selection: ReturnType<typeof useSelection>
  onNarrow: Narrow
}

export function ListHead({ count, asOf, search, selection, onNarrow }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { definition, language } = useKnown()
  const { code } = definition
  const [isBulk, setBulk] = useState(false)
  const n = selection.chosen.size
  const more = [
    { key: 'print', label: t('registers.list.print'), onClick: () => void navigate({ to: '/registers/$code/print', params: { code }, search: closed(search) }) },
    { key: 'fields', label: t('registers.define.edit'), onClick: () => void navigate({ to: '/registers/$code/definition', params: { code } }) },
  ]
  return (
    <div className="page-head">
      <Link to="/registers" className="up">
        {t('nav.registers')}
      </Link>
      <span aria-hidden className="quiet">
        /
      </span>
      <h1>{named(definition.name, language)}</h1>
      <Star code={code} />
      {count !== undefined && (
        <span className="quiet" data-testid="count">
          {t('registers.list.count', { n: grouped(String(count)) })}
        </span>
      )}
      {n > 0 && (
        <span className="chosen-bar">
          {t('registers.list.chosen', { n })}
          <Button size="small" onClick={() => setBulk(true)}>
            {t('registers.bulk.title')}
          </Button>
          <Button type="link" size="small" onClick={selection.clear}>
            {t('registers.list.unchoose')}
          </Button>
        </span>
      )}
      <span className="grow" />
      {asOf && <span className="quiet no-phone">{t('notices.asOf', { day: asOf })}</span>}
      {listActions.map(({ key, Action }) => (
        <Action key={key} search={search} />
      ))}
      <Dropdown trigger={['click']} menu={{ items: more }}>
        <Button icon={<MoreOutlined aria-hidden />} aria-label={t('app.more')} />
      </Dropdown>
      <Button type="primary" onClick={() => onNarrow({ form: 'new' })}>
        {t('registers.list.new')} <kbd className="no-phone">n</kbd>
      </Button>
      {isBulk && <BulkDialog records={selection.records()} onClose={() => setBulk(false)} onDone={selection.clear} />}
    </div>
  )
}
