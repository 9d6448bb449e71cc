import { MoreOutlined } from '@ant-design/icons'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { App, Button, Checkbox, Dropdown, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../../api/client'
import { queries } from '../../../app/queries'
import { useAct } from '../../../app/useAct'
import { useKnown } from '../data/context'
import type { ListSearch } from '../data/search'
import { isSame, queryOf, searchOf } from './address'
import { change, forget, keep, keptLists, type Kept } from './calls'
import { copied } from './copy'

export const LONGEST_NAME = 40

interface Props {
  lists: UseQueryResult<Kept[]>
  search: ListSearch
  onClose: () => void
  onEdit: (kept: Kept) => void
}

/** Every kept list, and a line to keep the one in view. */
export function KeptPanel({ lists, search, onClose, onEdit }: Props) {
  const { t } = useTranslation()
  const { definition } = useKnown()
  const { code } = definition
  const isKept = lists.data?.some(kept => kept.own && isSame(definition, kept.query, search))
  return (
    <div className="kept">
      {lists.error && !lists.data ? (
        <p role="alert">
          {lists.error instanceof ApiError ? lists.error.words : t('error.title')}{' '}
          <Button type="link" size="small" onClick={() => void lists.refetch()}>
            {t('app.retry')}
          </Button>
        </p>
      ) : (
        <ul aria-label={t('registers.kept.title')}>
          <li>
            <Link to="/registers/$code" params={{ code }} search={{}} onClick={onClose} activeOptions={{ exact: true }}>
              {t('registers.kept.all')}
            </Link>
          </li>
          {lists.data?.map(kept => (
            <Line key={kept.id} kept={kept} search={search} onClose={onClose} onEdit={onEdit} />
          ))}
        </ul>
      )}
      {lists.data?.length === 0 && <p className="quiet">{t('registers.kept.none')}</p>}
      {!isKept && <KeepLine search={search} />}
    </div>
  )
}

function Line({ kept, search, onClose, onEdit }: Omit<Props, 'lists'> & { kept: Kept }) {
  const { t } = useTranslation()
  const { message, modal } = App.useApp()
  const { definition } = useKnown()
  const { code } = definition
  const { act } = useAct()
  const isCurrent = isSame(definition, kept.query, search)
  const renew = () => queries.invalidateQueries(keptLists(code))

  async function copy() {
    const address = `${location.origin}/registers/${code}?${kept.query}`
    if (await copied(address)) void message.success(t('registers.kept.copied', { name: kept.name }))
    else void modal.info({ title: t('registers.kept.copySelf'), content: <Input.TextArea readOnly autoSize value={address} aria-label={t('registers.kept.address')} />, okText: t('registers.kept.close') })
  }
  async function replace() {
    if (await act(() => change(kept, { query: queryOf(definition, search) }), renew)) void message.success(t('registers.kept.replaced', { name: kept.name }))
  }
  async function drop() {
    await act(async () => {
      await forget(kept)
      return true
    }, renew)
  }
  const confirmDrop = () =>
    void modal.confirm({
      title: t('registers.kept.dropSure', { name: kept.name }),
      content: t(kept.shared ? 'registers.kept.dropShared' : 'registers.kept.dropHint'),
      okText: t('registers.kept.drop'),
      cancelText: t('app.cancel'),
      okButtonProps: { danger: true },
      onOk: drop,
    })
  const own = [
    { key: 'edit', label: t('registers.kept.edit'), onClick: () => onEdit(kept) },
    { key: 'replace', label: t('registers.kept.replace'), disabled: isCurrent, onClick: () => void replace() },
    { key: 'drop', label: t('registers.kept.drop'), danger: true, onClick: confirmDrop },
  ]
  const items = [{ key: 'copy', label: t('registers.kept.copy'), onClick: () => void copy() }, ...(kept.own ? own : [])]
  return (
    <li>
      <Link to="/registers/$code" params={{ code }} search={searchOf(kept.query)} onClick={onClose} lang="zh-CN" activeOptions={{ exact: true }} className={isCurrent ? 'current' : undefined}>
        {kept.name}
      </Link>
      {kept.shared && <span className="chip">{t(kept.own ? 'registers.kept.shared' : 'registers.kept.theirs')}</span>}
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button type="text" size="small" icon={<MoreOutlined aria-hidden />} aria-label={t('registers.kept.more', { name: kept.name })} />
      </Dropdown>
    </li>
  )
}

/** A name for the list in view. */
function KeepLine({ search }: { search: ListSearch }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { definition } = useKnown()
  const { act, busy } = useAct()
  const [name, setName] = useState('')
  const [isShared, setShared] = useState(false)
  async function save() {
    if (!name.trim()) return
    const body = { name, query: queryOf(definition, search), shared: isShared }
    const kept = await act(() => keep(definition.code, body), () => queries.invalidateQueries(keptLists(definition.code)))
    if (kept) void message.success(t('registers.kept.done', { name: kept.name }))
  }
  return (
    <div className="keep">
      <h3>{t('registers.kept.hint')}</h3>
      <Input maxLength={LONGEST_NAME} placeholder={t('registers.kept.name')} aria-label={t('registers.kept.name')} value={name} onChange={event => setName(event.target.value)} onPressEnter={() => void save()} />
      <div className="keep-foot">
        <Checkbox checked={isShared} onChange={event => setShared(event.target.checked)}>
          {t('registers.kept.share')}
        </Checkbox>
        <Button type="primary" size="small" disabled={!name.trim()} loading={busy} onClick={() => void save()}>
          {t('app.save')}
        </Button>
      </div>
    </div>
  )
}
