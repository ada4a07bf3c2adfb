/** What `npm run data` prints for the bureau's staff, and what stands where words were let go, in Chinese. */
import type { Expired } from './personal-data'

export const DATA_WORDS = {
  redacted: '（已过保存期限，内容已删除）',
  unknown: (id: string) => `没有找到 ${id}，也没有它的删除记录。`,
  underWay: '其中有办件还没有送达后台。先用 npm run cases -- park <编号> 停止转交，再删除。',
  erased: (at: string, proof: string) => `已删除（${at}）。删除证明 SHA-256：${proof}`,
  erasedBefore: (at: string, proof: string) => `此前已删除（${at}）。删除证明 SHA-256：${proof}`,
  needsPurpose: '必须写明用途（至少四个字）：--purpose "本人申请查阅"。',
  expired: ({ cases, drafts, conversations, entries, uploads }: Expired & { uploads: number }) =>
    `已到期清理：办件 ${cases} 件，未办完的表单 ${drafts} 份，会话 ${conversations} 个，问答文字 ${entries} 条，上传的文件 ${uploads} 个。`,
  auditWhole: (count: number, hash: string) => `审计日志完整：${count} 条，最后一条的哈希 ${hash || '（无）'}。`,
  auditBroken: (sequence: number) => `审计日志第 ${sequence} 条起与前一条接不上：有人改动、删去或插入过记录。`,
  resealed: (count: number) => `已用现用密钥重新加密 ${count} 处。`,
  backedUp: (file: string, bytes: number) => `已备份到 ${file}（${bytes} 字节）。`,
  restored: (file: string, own: string) => `已从 ${file} 恢复到 ${own}；原来的数据库留在 ${own}.before-restore。`,
  onlySqlite: '设置了 DATABASE_URL：PostgreSQL 请用 pg_dump 备份、pg_restore 恢复。',
  usage:
    '用法：npm run data -- export case|conversation|resident <编号> --purpose <用途>   导出所存的全部内容（JSON）\n' +
    '      npm run data -- erase case|conversation|resident <编号> --purpose <用途>    删除，留下删除证明\n' +
    '      npm run data -- retention         立即按保存期限清理一次\n' +
    '      npm run data -- audit             核验审计日志\n' +
    '      npm run data -- rotate-keys       换密钥后，用现用密钥重新加密全部存量内容（服务不停）\n' +
    '      npm run data -- backup <文件>     备份 SQLite 数据库（服务不停）\n' +
    '      npm run data -- restore <文件>    从备份恢复（先停服务）',
} as const
