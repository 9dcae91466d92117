// @bun
import{pr}from"./s56.js";export{pr as endedCommand};
