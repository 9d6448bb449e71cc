import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import { found, recordDetail } from '../data/queries'
import { named } from '../text/named'
import type { InputProps } from './DayText'
import { useLater } from './useLater'

interface Props extends InputProps {
  /** The register that is searched. */
  target: string
  value: string | undefined
  onChange: (id: string | undefined) => void
  placeholder?: string
  /** Enters what was typed as a new record of that register. */
  onNew?: (typed: string) => void
  /** Left out of what is found. */
  except?: string
}

/** A record of another register, found as one types. */
export function LinkSelect({ target, value, onChange, onNew, except, placeholder, ...rest }: Props) {
  const { t } = useTranslation()
  const { all, language } = useKnown()
  const [typed, setTyped] = useState('')
  const [asked, setAsked] = useState('')
  const [isOpen, setOpen] = useState(false)
  const ask = useLater(setAsked, 200)
  const list = useQuery({ ...found(target, asked), enabled: isOpen, placeholderData: keepPreviousData })
  const chosen = useQuery({ ...recordDetail(target, value ?? ''), enabled: !!value, staleTime: 60_000 })
  const name = all.items.find(register => register.code === target)?.name
  const options = (list.data?.items ?? [])
    .filter(record => record.id !== except)
    .map(record => ({ value: record.id, label: record.title, where: [list.data?.names[record.unit_id], record.values.address?.[0]].filter(Boolean).join(' ') }))
  const current = value && !options.some(option => option.value === value) ? [{ value, label: chosen.data?.record.title ?? '…', where: '' }] : []
  const nameWords = name ? named(name, language) : target
  return (
    <Select
      allowClear
      value={value || undefined}
      onChange={(id: string | undefined) => onChange(id)}
      placeholder={placeholder ?? t('registers.form.find', { name: nameWords })}
      popupMatchSelectWidth={360}
      open={isOpen}
      onOpenChange={setOpen}
      showSearch={{
        filterOption: false,
        searchValue: typed,
        onSearch: text => {
          setTyped(text)
          ask.later(text.trim())
        },
      }}
      loading={list.isFetching}
      notFoundContent={<span className="quiet">{list.isFetching ? t('registers.form.finding') : t('registers.form.notFound')}</span>}
      options={[...current, ...options]}
      optionRender={({ data }) => (
        <span lang="zh-CN">
          {data.label} <span className="quiet">{data.where}</span>
        </span>
      )}
      popupRender={menu => (
        <>
          {menu}
          {onNew && (
            <Button
              type="link"
              block
              className="option-new"
              onMouseDown={event => event.preventDefault()}
              onClick={() => {
                setOpen(false)
                onNew(typed.trim())
              }}
            >
              {typed.trim() ? t('registers.form.newNamed', { name: nameWords, typed: typed.trim() }) : t('registers.form.new', { name: nameWords })}
            </Button>
          )}
        </>
      )}
      {...rest}
    />
  )
}
