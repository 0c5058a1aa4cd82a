export declare const MODELS_FOLDER: string;
export declare function readModelNames(): string[];
