// @bun
import{Om,mc}from"./s8.js";export{mc as autoPasses,Om as outputs};
