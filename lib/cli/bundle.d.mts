export declare const root: string
export declare function commandFile(name: string): string | undefined
export declare function bundle(name: string): Promise<string>
