// @bun
import{Dl,Wl,Bl,hm,_c,Sm}from"./s5.js";export{Dl as KNOWN,Wl as foundCommands,_c as isPersonsLine,Bl as otherTests,Sm as ownCommands,hm as testsToRun};
