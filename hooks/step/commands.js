// @bun
import{du,pm}from"./shared-34.js";export{du as foundCommands,pm as ownCommands};
