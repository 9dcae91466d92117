// @bun
import{Jc,om}from"./shared-67.js";export{Jc as foundCommands,om as ownCommands};
