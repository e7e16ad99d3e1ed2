export declare const root: string
export declare function bundle(name: string): Promise<string>
