// Original file: proto/lb/v1/admin.proto


export interface DrainPreview {
  /**
   * Sessions at home there now.
   */
  'held'?: (number);
  /**
   * Of these, how many would have left by the deadline if none is seen again.
   */
  'leaving'?: (number);
  /**
   * The rest, by who would receive them.
   */
  'receivers'?: ({[key: string]: number});
  /**
   * The rest that nobody could receive.
   */
  'homeless'?: (number);
}

export interface DrainPreview__Output {
  /**
   * Sessions at home there now.
   */
  'held': (number);
  /**
   * Of these, how many would have left by the deadline if none is seen again.
   */
  'leaving': (number);
  /**
   * The rest, by who would receive them.
   */
  'receivers': ({[key: string]: number});
  /**
   * The rest that nobody could receive.
   */
  'homeless': (number);
}
