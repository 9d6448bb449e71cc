export const lines = {
  import: 'Import from Excel',
  kinds: '.xlsx, .xls, .ods or .csv, at most 2000 rows',
  write: 'Write {{n}} rows',
  writeGood: 'Write only the {{n}} that are right',
  unread: 'These columns were not read:',
  made: '{{n}} new accounts. Their one-time passwords are in this sheet alone and are found nowhere once it is closed; save it first.',
  save: 'Save the one-time passwords',
  passwordFile: 'one-time-passwords.xlsx',
  lose: 'The one-time passwords are not saved. Closed, each must be reset.',
  loseAll: 'Close without saving',
  units: {
    title: 'Import units and grids',
    marked: 'wrong-units.xlsx',
    hint: 'One unit or grid a row: name, kind, unit above, region code, first and last day. The unit above may be another row. It is checked first; the same sheet twice changes nothing.',
  },
  accounts: {
    title: 'Import people',
    marked: 'wrong-people.xlsx',
    hint: 'One post a row: login, name, telephone, role, unit, first and last day. For several posts of one person, several rows with one login. One-time passwords of new accounts are in the result, this once.',
  },
}
