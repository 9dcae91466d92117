// @bun
import{ul,dl,fl,Ip,Ka,Bp}from"./s21.js";export{ul as KNOWN,dl as foundCommands,Ka as isPersonsLine,fl as otherTests,Bp as ownCommands,Ip as testsToRun};
