// @bun
import{vu,Pm}from"./s33.js";export{vu as foundCommands,Pm as ownCommands};
