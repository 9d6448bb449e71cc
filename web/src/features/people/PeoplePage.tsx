import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Blank, Failed } from '../../app/Failed'
import { word } from '../../app/i18n'
import { Loading } from '../../app/Loading'
import { me, today, unitsOn } from '../../app/queries'
import { useTitle } from '../../app/useTitle'
import { LinesDialog } from '../lines/LinesDialog'
import { AccountDialog } from './AccountDialog'
import { accountList, roleList, type PeopleSearch } from './data'
import { OneTime, type Made } from './OneTime'
import { People } from './People'
import { Person } from './Person'

/** Accounts, and who holds which post: kept by one administrator, given by another. */
export function PeoplePage() {
  const { t } = useTranslation()
  const search = useSearch({ from: '/people' })
  const who = useQuery(me)
  const found = useQuery(accountList(search))
  const [isAdding, setAdding] = useState(false)
  const [isImporting, setImporting] = useState(false)
  const [openId, setOpenId] = useState<string>()
  const [made, setMade] = useState<Made>()
  useTitle(t('people.title'))
  const keeps = !!who.data?.verbs.includes('keep-accounts')
  const gives = !!who.data?.verbs.includes('give-posts')
  const isNarrowed = Object.values(search).some(Boolean)
  const open = found.data?.find(({ id }) => id === openId)
  const add = keeps && (
    <Button type="primary" onClick={() => setAdding(true)}>
      {t('people.add')}
    </Button>
  )
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('people.title')}</h1>
        {found.data && <span className="quiet">{t('people.count', { n: found.data.length })}</span>}
        <span className="grow" />
        {(keeps || gives) && <Button onClick={() => setImporting(true)}>{t('lines.import')}</Button>}
        {add}
      </div>
      <Filters search={search} />
      {found.error && !found.data && <Failed error={found.error} retry={() => void found.refetch()} />}
      {found.isPending && <Loading />}
      {found.data && (
        <div className="sheet scroll" tabIndex={0} role="region" aria-label={t('people.title')}>
          {found.data.length === 0 ? (
            <Blank title={t(isNarrowed ? 'people.noneFound' : 'people.none')} words={t(isNarrowed ? 'people.noneFoundHint' : 'people.noneHint')} />
          ) : (
            <People accounts={found.data} onOpen={account => setOpenId(account.id)} />
          )}
        </div>
      )}
      {(keeps || gives) && <p className="quiet">{t(keeps && gives ? 'people.aboutBoth' : keeps ? 'people.aboutKeeping' : 'people.aboutGiving')}</p>}
      {isImporting && <LinesDialog sort="accounts" onClose={() => setImporting(false)} />}
      {isAdding && (
        <AccountDialog
          givesPosts={gives}
          onClose={() => setAdding(false)}
          onMade={made => {
            setAdding(false)
            setMade(made)
          }}
        />
      )}
      {open && <Person account={open} keeps={keeps} gives={gives} onMade={setMade} onClose={() => setOpenId(undefined)} />}
      {made && <OneTime made={made} onClose={() => setMade(undefined)} />}
    </div>
  )
}

const STATES = ['normal', 'locked', 'disabled'] as const

/** What the list is narrowed by; it stands in the address. */
function Filters({ search }: { search: PeopleSearch }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const units = useQuery(unitsOn(today()))
  const roles = useQuery(roleList)
  const go = (search: PeopleSearch) => void navigate({ to: '/people', search, replace: true })
  const select = (key: 'unit' | 'role' | 'state', options?: { value: string; label: string }[]) => (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      className="w-unit"
      popupMatchSelectWidth={false}
      placeholder={t(`people.${key}`)}
      aria-label={t(`people.${key}`)}
      value={search[key]}
      onChange={value => go({ ...search, [key]: value })}
      options={options}
    />
  )
  return (
    <div className="filters no-print" role="group" aria-label={t('people.filters')}>
      <Input.Search
        key={search.text}
        allowClear
        className="w-unit"
        placeholder={t('people.find')}
        aria-label={t('people.find')}
        defaultValue={search.text}
        onSearch={text => go({ ...search, text: text || undefined })}
      />
      {select('unit', units.data?.map(unit => ({ value: unit.id, label: unit.name })))}
      {select('role', roles.data?.map(({ role }) => ({ value: role, label: word(t, 'post', role) })))}
      {select('state', STATES.map(value => ({ value, label: t(`people.${value}`) })))}
      {Object.values(search).some(Boolean) && <Button onClick={() => go({})}>{t('board.clear')}</Button>}
    </div>
  )
}
