import { BookOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Drawer, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../../app/usePhone'
import { useKnown } from '../data/context'
import type { ListSearch } from '../data/search'
import { isSame } from './address'
import { keptLists, type Kept } from './calls'
import { KeptDialog } from './KeptDialog'
import { KeptPanel } from './KeptPanel'

/** Lists kept under a name; the button names the one in view. */
export function KeptAction({ search }: { search: ListSearch }) {
  const { t } = useTranslation()
  const { definition } = useKnown()
  const isPhone = usePhone()
  const lists = useQuery(keptLists(definition.code))
  const [isOpen, setOpen] = useState(false)
  const [edited, setEdited] = useState<Kept | null>(null)
  const current = lists.data?.find(kept => isSame(definition, kept.query, search))
  const label = current ? t('registers.kept.now', { name: current.name }) : t('registers.kept.title')
  const panel = (
    <KeptPanel
      lists={lists}
      search={search}
      onClose={() => setOpen(false)}
      onEdit={kept => {
        setOpen(false)
        setEdited(kept)
      }}
    />
  )
  return (
    <>
      {isPhone ? (
        <>
          <Button icon={<BookOutlined aria-hidden />} aria-label={label} onClick={() => setOpen(true)} />
          <Drawer open={isOpen} placement="bottom" size="auto" destroyOnHidden title={t('registers.kept.title')} onClose={() => setOpen(false)}>
            {panel}
          </Drawer>
        </>
      ) : (
        <Popover trigger="click" placement="bottomRight" arrow={false} destroyOnHidden open={isOpen} onOpenChange={setOpen} content={panel}>
          <Button icon={<BookOutlined aria-hidden />} className="kept-button" aria-label={label}>
            <span lang={current && 'zh-CN'}>{current?.name ?? t('registers.kept.title')}</span>
          </Button>
        </Popover>
      )}
      {edited && <KeptDialog kept={edited} onClose={() => setEdited(null)} />}
    </>
  )
}
