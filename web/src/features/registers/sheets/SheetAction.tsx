import { FileExcelOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import type { ListSearch } from '../data/search'
import { exportAddress, templateAddress } from './calls'
import { ImportDialog } from './ImportDialog'

/** Excel: the list as shown, the template, and a sheet on its way in. */
export function SheetAction({ search }: { search: ListSearch }) {
  const { t } = useTranslation()
  const { definition } = useKnown()
  const [isOpen, setOpen] = useState(false)
  const items = [
    { key: 'import', label: t('registers.sheet.import'), onClick: () => setOpen(true) },
    { key: 'export', label: <a href={exportAddress(definition, search)}>{t('registers.sheet.export')}</a> },
    { key: 'template', label: <a href={templateAddress(definition.code)}>{t('registers.sheet.template')}</a> },
  ]
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items }}>
        <Button icon={<FileExcelOutlined aria-hidden />}>Excel</Button>
      </Dropdown>
      {isOpen && <ImportDialog onClose={() => setOpen(false)} />}
    </>
  )
}
