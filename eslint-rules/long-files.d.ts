export declare const MAX_LINES: number;
export declare function allowedLongFiles(): string[];
