// @bun
import{tc,Mf}from"./shared-29.js";export{tc as foundCommands,Mf as ownCommands};
