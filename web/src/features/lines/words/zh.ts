export const lines = {
  import: '从 Excel 导入',
  kinds: '.xlsx、.xls、.ods 或 .csv，不超过 2000 行',
  write: '写入 {{n}} 行',
  writeGood: '只写入正确的 {{n}} 行',
  unread: '这些列没有读：',
  made: '新建了 {{n}} 个账号。一次性密码只在这份结果表里，关闭后再也查不到，请先保存。',
  save: '保存一次性密码表',
  passwordFile: '新账号-一次性密码.xlsx',
  lose: '一次性密码还没有保存。关闭后要逐个重置密码。',
  loseAll: '不保存，关闭',
  units: {
    title: '导入单位和网格',
    marked: '单位和网格-错误行.xlsx',
    hint: '一行一个单位或网格：名称、类别、上级单位、区划代码、起止日。上级可以是表中另一行。先核对再写入，同一份表再导入不会重复。',
  },
  accounts: {
    title: '导入人员',
    marked: '人员-错误行.xlsx',
    hint: '一行一个岗位：登录名、姓名、电话、角色、单位、起止日。一人几个岗位写几行，登录名相同。新账号的一次性密码在结果表里，只给这一次。',
  },
}
