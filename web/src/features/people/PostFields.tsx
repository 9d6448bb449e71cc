import { useQuery } from '@tanstack/react-query'
import { Checkbox, Form, Select } from 'antd'
import type { NamePath } from 'antd/es/form/interface'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../api/client'
import { DayInput } from '../../app/DayInput'
import { word } from '../../app/i18n'
import { today, unitsOn } from '../../app/queries'
import { registerList } from '../registers/data/queries'
import { named } from '../registers/text/named'
import { roleList } from './data'

export interface PostValues {
  role?: string
  unit?: string
  sector?: string
  valid_from?: string
  valid_to?: string
  part_time?: boolean
}

/** What is sent of a post that is to be given. */
export const postOf = ({ role = '', unit, sector, valid_from, valid_to, part_time }: PostValues): Schemas['PostInput'] => ({
  role,
  unit: unit ?? null,
  sector: sector ?? null,
  valid_from: valid_from || null,
  valid_to: valid_to || null,
  part_time: part_time ?? false,
})

/** The fields of a post; what a role does not ask for is not shown. */
export function PostFields({ within, isOptional = false }: { within?: string; isOptional?: boolean }) {
  const { t, i18n } = useTranslation()
  const roles = useQuery(roleList)
  const units = useQuery(unitsOn(today()))
  const registers = useQuery(registerList)
  const at = (field: string): NamePath => (within ? [within, field] : field)
  const chosen: unknown = Form.useWatch(at('role'))
  const role = roles.data?.find(({ role }) => role === chosen)
  const required = (field: string) => [{ required: true, message: t('signIn.required', { field }) }]
  return (
    <>
      <Form.Item name={at('role')} label={t('people.role')} rules={isOptional ? [] : required(t('people.role'))}>
        <Select
          allowClear={isOptional}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={isOptional ? t('people.noPostYet') : undefined}
          options={roles.data?.map(({ role }) => ({ value: role, label: word(t, 'post', role) }))}
        />
      </Form.Item>
      {role?.needs_unit && (
        <Form.Item name={at('unit')} label={t('people.unit')} rules={required(t('people.unit'))}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={units.data?.map(unit => ({ value: unit.id, label: unit.name }))} notFoundContent={t('people.noUnits')} />
        </Form.Item>
      )}
      {role?.needs_sector && (
        <Form.Item name={at('sector')} label={t('people.sector')} rules={required(t('people.sector'))}>
          <Select showSearch={{ optionFilterProp: 'label' }} options={registers.data?.sectors.map(({ code, name }) => ({ value: code, label: named(name, i18n.language) }))} />
        </Form.Item>
      )}
      {role?.may_be_part_time && (
        <Form.Item name={at('part_time')} valuePropName="checked">
          <Checkbox>{t('people.partTime')}</Checkbox>
        </Form.Item>
      )}
      {!!chosen && (
        <div className="two">
          <Form.Item name={at('valid_from')} label={t('people.firstDay')}>
            <DayInput />
          </Form.Item>
          <Form.Item name={at('valid_to')} label={t('people.lastDay')} extra={t('people.lastDayHint')}>
            <DayInput />
          </Form.Item>
        </div>
      )}
    </>
  )
}
