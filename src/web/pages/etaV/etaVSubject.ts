/** Which sources a plane shows, as the API takes it. */
export interface EtaVSubjectQuery {
  readonly run?: readonly string[] | undefined
  readonly q?: string | undefined
  readonly sample?: string | undefined
  readonly analysis?: string | undefined
}
