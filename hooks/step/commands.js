// @bun
import{hu,hm}from"./shared-65.js";export{hu as foundCommands,hm as ownCommands};
