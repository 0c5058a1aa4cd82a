export declare function readModels(): { name: string; row: string }[];
