// @bun
import{Rl,Ol,lm,ym}from"./s23.js";export{Rl as foundCommands,Ol as otherTests,ym as ownCommands,lm as testsToRun};
