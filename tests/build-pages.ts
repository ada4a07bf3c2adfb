/** Before all tests: the pages the service serves, built once. */
import { join } from 'node:path'
import { buildWeb } from '../scripts/build-web'

module.exports = () => buildWeb(join(__dirname, '..', 'dist', 'web'))
